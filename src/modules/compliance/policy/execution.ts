import { type ExecutionKind, type Place, placeNames, type ShownExecution } from '../contract.ts'

/** The screens on which rules without duties are at work. */
const screens: Readonly<Record<Place, string>> = {
  FILE: '/customers',
  CONTACTS: '/interactions',
  TIERS: '/tiers',
  PLANNING: '/tasks',
  PUBLISHING: '/policies',
  POSTS: '/settings/posts',
  TRAIL: '/audit',
}

const elsewhere: Readonly<Record<Place, readonly string[]>> = {
  FILE: ['MD-01', 'MD-05', 'MD-06', 'MD-07', 'MD-11', 'MD-12', 'MD-14', 'MD-18', 'DQ-02', 'DQ-03', 'TAG-01', 'TAG-02', 'TAG-03', 'TAG-04'],
  CONTACTS: ['TAG-12'],
  TIERS: ['MD-04', 'SEG-14', 'SEG-16', 'TAG-17'],
  PLANNING: ['EVT-09', 'VIS-09', 'VIS-15'],
  PUBLISHING: ['SEG-21', 'VIS-04'],
  POSTS: ['ORG-01'],
  TRAIL: ['SEC-03'],
}

const settings = ['KA-10']

/** The rooms of these chapters do not exist in this version. */
const chaptersToCome = ['complaints', 'surveys', 'leads', 'opportunities', 'winback', 'engagement', 'kpi', 'reports']

const partly = ['MD-02', 'MD-08', 'MD-09', 'MD-16', 'DQ-01', 'DQ-06', 'TAG-11', 'TAG-18', 'SEC-01', 'ORG-02', 'ORG-03', 'ORG-04', 'VIS-01']

const notYet = [
  ...['DQ-04', 'DQ-09', 'DQ-10', 'DQ-11'],
  ...['KA-01', 'KA-02', 'KA-03', 'KA-04', 'KA-05', 'KA-06', 'KA-07'],
  ...['CARE-06', 'CARE-07', 'CARE-09', 'CARE-10', 'CARE-14', 'CARE-17', 'CARE-22', 'CARE-23', 'CARE-29'],
  ...['EVT-03', 'EVT-06', 'EVT-07', 'EVT-08', 'EVT-17', 'EVT-18'],
  ...['VIS-02', 'VIS-03', 'VIS-07', 'VIS-08', 'VIS-10', 'VIS-11', 'VIS-12', 'VIS-14'],
]

type Registered = { readonly id: string; readonly section: string; readonly keys: readonly string[] }
/** What rooms bring: duties, evidence. */
export type Brought = { owesDuties: boolean; hasEvidence: boolean }

const plain = (kind: ExecutionKind): ShownExecution => ({ kind, place: null, to: null })

/** Every class of execution that claims a rule: of a shipped rule exactly one does (the tests see to it). */
export function claimsOn({ id, section }: Registered, { owesDuties, hasEvidence }: Brought): ShownExecution[] {
  const at = placeNames.filter((place) => elsewhere[place].includes(id))
  return [
    ...(owesDuties ? [plain('DUTIES')] : hasEvidence ? [plain('EVIDENCE')] : []),
    ...at.map((place): ShownExecution => ({ kind: 'ELSEWHERE', place, to: screens[place] })),
    ...(settings.includes(id) ? [plain('SETTING')] : []),
    ...(partly.includes(id) ? [plain('PARTLY')] : []),
    ...(notYet.includes(id) || (chaptersToCome.includes(section) && !owesDuties && !hasEvidence) ? [plain('NOT_YET')] : []),
  ]
}

/** How a rule is executed. One nobody wrote down, of a company's own register, is a setting where other rules use its parameters. */
export function executionOf(rule: Registered, brought: Brought, register: readonly Registered[]): ShownExecution {
  const [claim] = claimsOn(rule, brought)
  return claim ?? plain(sharing(rule, register).length > 0 ? 'SETTING' : 'NOT_YET')
}

/** The other rules governed by a parameter of this one, or by what contains it or lies within it. */
export const sharing = <R extends Registered>({ id, keys }: Registered, register: readonly R[]): R[] =>
  register.filter((other) => other.id !== id && other.keys.some((theirs) => keys.some((own) => touches(own, theirs))))

const touches = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)
