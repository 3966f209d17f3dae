import data from './data/provinces.json' with { type: 'json' }

/** A division of GB/T 2260 with its six-digit code: 330000 a province, 330200 a city, 330206 a district or county. */
export type Region = { code: string; name: string; short: string }

/** Large regions are convention, not a standard: a company may draw them as it likes, by the first two digits of provinces. */
export type MacroRegions = Readonly<Record<string, readonly string[]>>

export const defaultMacroRegions = {
  NORTH: ['11', '12', '13', '14', '15'],
  NORTHEAST: ['21', '22', '23'],
  EAST: ['31', '32', '33', '34', '35', '36', '37'],
  CENTRAL: ['41', '42', '43'],
  SOUTH: ['44', '45', '46'],
  SOUTHWEST: ['50', '51', '52', '53', '54'],
  NORTHWEST: ['61', '62', '63', '64', '65'],
  OFFSHORE: ['71', '81', '82'],
} as const satisfies MacroRegions

const listed: readonly Region[] = data.provinces.split(' ').map((written) => {
  const [name = '', short = ''] = written.slice(2).split(':')
  return { code: `${written.slice(0, 2)}0000`, name, short }
})

export const provinces = (): readonly Region[] => listed

export const provinceOf = (code: string): string => `${code.slice(0, 2)}0000`

/** The key of the large region a place lies in; null when the mapping leaves its province out. */
export function macroRegionOf(code: string, mapping: MacroRegions = defaultMacroRegions): string | null {
  return Object.entries(mapping).find(([, members]) => members.includes(code.slice(0, 2)))?.[0] ?? null
}
