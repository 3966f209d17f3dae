import type { SignIn } from '../src/main/sample/sign-ins.ts'
import { loadSample } from '../src/main/sample.ts'
import type { Caller } from '../src/platform/action.ts'
import { type TestOffice, testOffice } from './office.ts'

/** People of the sample company whom tests name, by what they do there. */
export const cast = {
  admin: 'ren.kaiyuan',
  executive: 'gu.yanqing',
  branchHead: 'lu.chengze',
  careManager: 'jiang.yi',
  careSpecialist: 'he.lan',
  /** Looks after the key customers named below; stands in for `keyAccountsHead` this week. */
  accountManager: 'shen.zhiyuan',
  keyAccountsHead: 'han.dongsheng',
  salesAssistant: 'bai.xue',
  collaborator: 'gao.tiecheng',
  auditor: 'pei.zhao',
} as const

/** Customers of the sample company with a story, by number. */
export const customerNos = {
  /** A key customer in good health, and the entry that repeats it. */
  haitang: 'KH-00218',
  haitangTwice: 'KH-00501',
  /** The largest, with gaps in its file. */
  yunfan: 'KH-00171',
  /** A key customer that has all but stopped buying. */
  yuanshan: 'KH-00150',
  /** Bought for exactly 500,000 yuan in twelve months, and is exactly two years old. */
  baichuan: 'KH-00240',
  /** New, and buying more and more. */
  dongli: 'KH-00451',
  /** An agent with eight customers of its own, KH-00061 to KH-00068; the last has never ordered. */
  ronghui: 'KH-00060',
  prospect: 'KH-00068',
  /** Has not ordered for more than half a year. */
  yunlu: 'KH-00117',
} as const

export type SampleOffice = { office: TestOffice; signIns: SignIn[]; as(login: string): Promise<Caller> }

/** An office with the sample company in it (some seconds); `as` is one of its people with the rights of the moment. */
export async function sampleOffice(): Promise<SampleOffice> {
  const office = await testOffice()
  const signIns = await loadSample(office, office.now)
  return { office, signIns, as: (login) => personIn(office, login) }
}

/** A person of an office as the server would see them, by login. */
export async function personIn(office: TestOffice, login: string): Promise<Caller> {
  const [person] = await office.sql<{ id: string; name: string }>('select id, name from person where login = $1', [login])
  if (!person) throw new Error(`nobody here is called ${login}`)
  const who = { personId: Number(person.id), kind: 'PERSON' as const, name: person.name }
  const caller = await office.house.identify(who, { company: office.company, now: office.now, requestId: 'test', permissions: [] })
  if (!caller) throw new Error(`${login} is shut out`)
  return caller
}
