import data from './data/regions.json' with { type: 'json' }
import { provinceOf, provinces, type Region } from './provinces.ts'

/** What a text says about a place; every part is a six-digit code. */
export type Place = { province: string; city: string | null; district: string | null }

/** Which edition of the divisions is held. */
export const regionEdition: string = data.edition

export const citiesOf = (province: string): readonly Region[] => tables().cities.get(province.slice(0, 2)) ?? []
export const districtsOf = (city: string): readonly Region[] => tables().districts.get(city.slice(0, 4)) ?? []

export const cityOf = (code: string): string | null => (code.slice(2, 4) === '00' ? null : `${code.slice(0, 4)}00`)

/** The region of a code, or null for a code that is not (or no longer) in the edition held. */
export const region = (code: string): Region | null => tables().byCode.get(code) ?? null

/**
 * The place that an address or a company's name begins with, names in brackets, or spells out in full anywhere: `浙江省宁波市北仑区…`,
 * `宁波海棠精密`, `海棠（宁波）有限公司`, `昆山…`. Simplified characters; null when there is none.
 */
export function placeIn(text: string): Place | null {
  const bare = text.normalize('NFKC').replace(/\s+/g, '').slice(0, 200)
  const bracket = bare.indexOf('(') + 1
  return placeAt(bare, 0, 'SHORT') ?? (bracket > 0 ? placeAt(bare, bracket, 'SHORT') : null) ?? anywhere(bare)
}

function anywhere(text: string): Place | null {
  for (let at = 1; at < text.length - 2; at++) {
    const found = placeAt(text, at, 'FULL')
    if (found) return found
  }
  return null
}

type Form = 'SHORT' | 'FULL'
type Named = { region: Region; length: number }

/** Reads province, city and district one after the other, each within the one before; any of them may be left out. */
function placeAt(text: string, at: number, form: Form): Place | null {
  const start = longest(text, at, form, null)
  if (!start) return null
  let place = placeOf(start.region)
  let next = at + start.length
  while (place.district === null) {
    const more: Named | null = longest(text, next, 'SHORT', place)
    if (!more) break
    place = placeOf(more.region)
    next += more.length
  }
  return place
}

function isWithin(code: string, { province, city }: Place): boolean {
  return city === null ? code !== province && code.startsWith(province.slice(0, 2)) : code !== city && code.startsWith(city.slice(0, 4))
}

const placeOf = ({ code }: Region): Place => ({
  province: provinceOf(code),
  city: cityOf(code),
  district: code.endsWith('00') ? null : code,
})

const longestName = 15

/** Places whose short name is also a word that companies like (东方电气, 阿里巴巴): at the beginning only the full name counts. */
const alsoWords = new Set('东方 阿里 新星 白银 永安 天长 明光 安达 宁国 大同 福安 铁力 兴平 长治 安康 宁安 大理 汇川 和平 平安'.split(' '))

/** The longest name standing there; of equal names the province goes before the city, and districts of one name are nobody's. */
function longest(text: string, at: number, form: Form, within: Place | null): Named | null {
  const names = form === 'FULL' ? tables().fullNames : tables().names
  for (let length = Math.min(longestName, text.length - at); length >= 2; length--) {
    const name = text.slice(at, at + length)
    if (within === null && alsoWords.has(name)) continue
    const found = (names.get(name) ?? []).filter(({ code }) => within === null || isWithin(code, within))
    const [first] = found
    if (first && (found.length === 1 || first.code.endsWith('00'))) return { region: first, length }
  }
  return null
}

type Tables = {
  cities: Map<string, Region[]>
  districts: Map<string, Region[]>
  byCode: Map<string, Region>
  names: Map<string, Region[]>
  fullNames: Map<string, Region[]>
}

let built: Tables | undefined

function tables(): Tables {
  built ??= build()
  return built
}

function build(): Tables {
  const nameOf = new Map(provinces().map(({ code, name }) => [code.slice(0, 2), name]))
  const cities = listed(data.cities, (parent, rest) => ({
    code: `${parent}${rest.slice(0, 2)}00`,
    ...cityName(rest.slice(2), nameOf.get(parent)),
  }))
  const districts = listed(data.districts, (parent, rest) => ({ code: parent + rest.slice(0, 2), ...districtName(rest.slice(2)) }))
  const all = [...provinces(), ...[...cities.values()].flat(), ...[...districts.values()].flat()]
  const named = all.filter(({ name }) => !name.includes('直辖'))
  return {
    cities,
    districts,
    byCode: new Map(all.map((one) => [one.code, one])),
    names: grouped(named.flatMap((one) => [...new Set([one.name, one.short])].map((name) => [name, one]))),
    fullNames: grouped(named.filter(({ name }) => /[省市区县州盟旗]$/.test(name) && name.length > 2).map((one) => [one.name, one])),
  }
}

function listed(source: Record<string, string>, read: (parent: string, written: string) => Region): Map<string, Region[]> {
  return new Map(Object.entries(source).map(([parent, written]) => [parent, written.split(' ').map((one) => read(parent, one))]))
}

function grouped(pairs: [string, Region][]): Map<string, Region[]> {
  const found = new Map<string, Region[]>()
  for (const [name, one] of pairs) found.set(name, [...(found.get(name) ?? []), one])
  return found
}

const peoples = /(?:(?:[土苗藏羌彝侗壮傣白回怒]|土家|布依|哈尼|景颇|傈僳|蒙古|朝鲜)族|蒙古|哈萨克|柯尔克孜)*自治州$/

/** Municipalities have no cities of their own: the standard's "市辖区" and "县" bear the name of the municipality. */
function cityName(name: string, province = ''): Pick<Region, 'name' | 'short'> {
  if (name === '市辖区' || name === '县') return { name: province, short: province.replace(/市$/, '') }
  const short = name.replace(peoples, '').replace(/(市|地区|盟)$/, '')
  return { name, short: short.length >= 2 ? short : name }
}

/** Only cities of county rank (昆山市) are called by a short name. */
function districtName(name: string): Pick<Region, 'name' | 'short'> {
  return { name, short: name.endsWith('市') && name.length > 2 ? name.slice(0, -1) : name }
}
