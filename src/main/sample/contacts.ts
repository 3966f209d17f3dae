import type { Made } from './customers.ts'
import { present, type Random, randomFrom } from './random.ts'
import type { Contact } from './types.ts'
import * as words from './words.ts'

type Part = { department: string; title: string; chainRole: Contact['chainRole'] }

const parts: Part[] = [
  { department: '采购部', title: '采购总监', chainRole: 'DECIDER' },
  { department: '采购部', title: '采购经理', chainRole: 'BUYER' },
  { department: '总经办', title: '总经理', chainRole: 'DECIDER' },
  { department: '营运部', title: '营运经理', chainRole: 'USER' },
  { department: '工程部', title: '工程主管', chainRole: 'TECHNICAL' },
  { department: '仓储部', title: '仓库主管', chainRole: 'USER' },
  { department: '财务部', title: '财务经理', chainRole: 'INFLUENCER' },
  { department: '行政部', title: '行政主管', chainRole: 'INFLUENCER' },
]

/** First contacts that the stories name. */
const known: Record<string, Partial<Contact>> = {
  'KH-00218': { name: '金蕙', gender: 'FEMALE', department: '采购部', title: '采购总监', chainRole: 'DECIDER' },
  'KH-00305': { name: '单立新', gender: 'MALE', department: '营运部', title: '营运经理', chainRole: 'USER' },
}

/** One to four persons a customer; who repeats another entry repeats its first person, with the same number. */
export function makeContacts(made: readonly Made[]): Contact[] {
  const byCustomer = new Map<string, Contact[]>()
  for (const one of made) {
    const random = randomFrom(4_711 + Number(one.customer.customerNo.slice(3)) * 104_729)
    const first = one.sameAs === null ? [] : (byCustomer.get(one.sameAs) ?? []).slice(0, 1)
    const again = first.map((contact) => ({ ...contact, customerNo: one.customer.customerNo, title: null, chainRole: null }))
    byCustomer.set(one.customer.customerNo, one.sameAs === null ? contactsOf(one, random) : again)
  }
  return [...byCustomer.values()].flat()
}

function contactsOf({ customer, buying }: Made, random: Random): Contact[] {
  const many = buying.kind === 'KEY' ? random.int(3, 4) : random.chance(0.04) ? 0 : random.pick([1, 2, 2, 2, 3, 3, 4])
  const from = random.int(0, parts.length - 1)
  const carelessness = customer.longTermPlan === null ? 3 : customer.story === null ? 1 : 0
  const found = Array.from({ length: many }, (_, i) =>
    contact(customer.customerNo, present(parts[(from + i * 3) % parts.length]), i === 0, carelessness, random),
  )
  return found.map((one, i) => (i === 0 ? { ...one, ...known[customer.customerNo] } : one))
}

function contact(customerNo: string, part: Part, isPrimary: boolean, carelessness: number, random: Random): Contact {
  const gender = random.chance(0.62) ? 'MALE' : 'FEMALE'
  const gone = (probability: number): boolean => random.chance(probability * carelessness)
  return {
    customerNo,
    name: words.personName(random, gender),
    gender,
    department: part.department,
    title: gone(0.05) ? null : part.title,
    isPrimary,
    phones: phoneCell(random, carelessness),
    email: random.chance(0.6) ? `contact${random.int(1, 99)}@${customerNo.toLowerCase()}.example` : null,
    wechat: random.chance(0.5) ? `wx_${random.int(100_000, 999_999)}` : null,
    birthday: random.chance(0.55)
      ? { calendar: random.chance(0.3) ? 'LUNAR' : 'SOLAR', month: random.int(1, 12), day: random.int(1, 28) }
      : null,
    chainRole: gone(0.08) ? null : part.chainRole,
    attitude: random.chance(0.7) ? random.pick(['SUPPORTS', 'SUPPORTS', 'NEUTRAL', 'NEUTRAL', 'OPPOSES'] as const) : null,
    preference: random.chance(0.2) ? random.pick(['上午联系', '只用微信', '喜欢茶', '不收礼品', '周五不约']) : null,
    hasConsented: random.chance(0.85),
  }
}

/** Numbers in series nobody has been given, as people type them: mostly plain, at times with spaces, two at once, or wrong. */
function phoneCell(random: Random, carelessness: number): string {
  const mobile = `1${random.pick(['38', '39', '58', '77', '86', '99'])}0000${random.int(1000, 9999)}`
  const landline = `0574-8000${random.int(1000, 9999)}`
  const how = random.next()
  if (how < 0.8 || carelessness === 0) return mobile
  if (how < 0.86) return `${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}`
  if (how < 0.93) return `${mobile}/${landline}`
  if (how < 0.97) return `${landline}-${random.int(1, 999)}`
  return how < 0.985 ? mobile.slice(0, 10) : ''
}
