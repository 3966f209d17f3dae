import type { Day } from '../../core/day.ts'

export type Unit = { key: string; name: string; parent: string | null; kind: 'HEAD_OFFICE' | 'BRANCH' | 'DEPARTMENT' }

export type RoleKey =
  | 'admin'
  | 'executive'
  | 'branch_head'
  | 'department_head'
  | 'care_manager'
  | 'care_specialist'
  | 'account_manager'
  | 'sales_assistant'
  | 'collaborator'
  | 'auditor'

export type PostKey =
  | 'UNIT_HEAD'
  | 'BRANCH_HEAD'
  | 'GENERAL_MANAGER'
  | 'MANAGEMENT_COMMITTEE'
  | 'PROGRAMME_LEAD'
  | 'SEGMENT_TEAM'
  | 'EVENT_TEAM'

/** `assists` names the logins a sales assistant works for. */
export type Person = {
  login: string
  name: string
  title: string
  unit: string
  roles: RoleKey[]
  posts: PostKey[]
  phone: string
  email: string
  assists: string[]
}

/** `person` is away from `from` to `until`; `deputy` acts in their posts. */
export type Deputy = { person: string; deputy: string; from: Day; until: Day }

export type Product = { code: string; name: string; category: 'A' | 'B' | 'C'; categoryName: string; unit: string; priceFen: number }

export type Customer = {
  customerNo: string
  name: string
  shortName: string
  type: 'COMPANY' | 'AGENT'
  segment: 'B' | 'C'
  class: 'KEY' | 'GENERAL'
  keyAccountNo: string | null
  keyApprovedOn: Day | null
  /** The agent through whom the customer buys, and the company a branch belongs to: customer numbers. */
  agentNo: string | null
  parentNo: string | null
  creditCode: string | null
  industryCode: string | null
  nature: string | null
  sizeClass: 'LARGE' | 'MEDIUM' | 'SMALL' | 'MICRO' | null
  headcount: number | null
  registeredCapitalFen: number | null
  foundedOn: Day | null
  legalRepresentative: string | null
  province: string | null
  city: string | null
  district: string | null
  address: string | null
  website: string | null
  switchboard: string | null
  source: string | null
  firstContactOn: Day
  ownerLogin: string
  purchasePreference: string | null
  painPoints: string[]
  longTermPlan: string | null
  paymentTerms: string | null
  needs: string[]
  verifiedOn: Day | null
  lastMaintenanceOn: Day | null
  lastVisitOn: Day | null
  /** What makes the customer memorable, for those with a story. */
  story: string | null
}

export type Contact = {
  customerNo: string
  name: string
  gender: 'MALE' | 'FEMALE'
  department: string | null
  title: string | null
  isPrimary: boolean
  /** As people type them, several in one cell at times. */
  phones: string
  email: string | null
  wechat: string | null
  birthday: { calendar: 'SOLAR' | 'LUNAR'; month: number; day: number } | null
  chainRole: 'DECIDER' | 'INFLUENCER' | 'USER' | 'BUYER' | 'TECHNICAL' | null
  attitude: 'SUPPORTS' | 'NEUTRAL' | 'OPPOSES' | null
  preference: string | null
  hasConsented: boolean
}

export type OrderLine = { productCode: string; quantity: number; amountFen: number }

/** A CREDIT takes money back (negative `netFen`) for the order it names; a CANCELLED order keeps its amount but does not count. */
export type Order = {
  orderNo: string
  customerNo: string
  kind: 'ORDER' | 'CREDIT'
  /** Local time in Asia/Shanghai, `YYYY-MM-DDTHH:mm:ss`. */
  orderedAt: string
  netFen: number
  status: 'CONFIRMED' | 'CANCELLED'
  creditFor: string | null
  lines: OrderLine[]
}

/**
 * `from` left a customer on `leftOn`; `next` took it over, the same day or some days later; null: nobody has it yet. `from` and `to` are
 * logins.
 */
export type Handover = { customerNo: string; from: string; leftOn: Day; next: { to: string; on: Day } | null }

/** A day a customer keeps: every year, or once in `year`; `monthDay` of its own calendar. */
export type ImportantDay = {
  customerNo: string
  kind: 'FOUNDING' | 'ANNIVERSARY' | 'LAUNCH'
  title: string
  calendar: 'SOLAR' | 'LUNAR'
  monthDay: string
  leap: boolean
  year: number | null
  recurring: boolean
  surprise: boolean
}

export type SampleCompany = {
  company: { name: string; shortName: string; creditCode: string; province: string; city: string; address: string; goLiveOn: Day }
  units: Unit[]
  people: Person[]
  deputies: Deputy[]
  products: Product[]
  customers: Customer[]
  contacts: Contact[]
  orders: Order[]
  handovers: Handover[]
  importantDays: ImportantDay[]
}
