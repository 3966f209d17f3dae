/**
 * The customer file: the company or high-value person itself, the people there, tags, completeness, search.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import { instant } from '../../core/instant.ts'
import { fen } from '../../core/money.ts'
import { pageInput, pageOf } from '../../core/page.ts'
import { where } from '../../core/where.ts'
import { customerFilterFields } from './contract/filter-fields.ts'

/** TAG-01: 基础, 行为, 价值, 需求, 状态. The first three and the last are worked out; needs are what people write down. */
export const tagGroups = ['BASIC', 'BEHAVIOUR', 'VALUE', 'NEED', 'STATUS'] as const
export type TagGroup = (typeof tagGroups)[number]

const line = (max: number) => z.string().trim().max(max)
const text = (max: number) => line(max).nullable()
const date = day.nullable()

/** Everything a person may enter about a customer (domain §4.1). Empty is null. */
export const customerFields = z.strictObject({
  name: line(200).min(1),
  shortName: text(100),
  creditCode: text(30),
  /** Why a credit code with a wrong check character is right all the same. */
  creditCodeNote: text(200),
  segment: z.enum(['B', 'C']),
  kind: z.enum(['COMPANY', 'PERSON', 'AGENT']),
  agentId: z.int().nullable(),
  industryCode: text(8),
  sizeClass: z.enum(['LARGE', 'MEDIUM', 'SMALL', 'MICRO']).nullable(),
  ownership: text(60),
  employees: z.int().min(0).max(10_000_000).nullable(),
  registeredCapital: fen.min(0).nullable(),
  foundedOn: date,
  legalRepresentative: text(60),
  provinceCode: text(6),
  cityCode: text(6),
  district: text(60),
  address: text(300),
  postcode: text(12),
  website: text(200),
  phone: text(100),
  fax: text(60),
  source: text(60),
  firstContactOn: date,
  contractSignedOn: date,
  ownerId: z.int().nullable(),
  unitId: z.int().nullable(),
  settlement: text(60),
  paymentDays: z.int().min(0).max(3650).nullable(),
  creditRating: text(30),
  invoiceInfo: text(500),
  painPoints: text(2000),
  purchasePreference: text(2000),
  budgetCycle: text(200),
  competitors: text(500),
  longTermPlan: text(2000),
  lastMaintenanceOn: date,
  lastVisitOn: date,
  lastProductVisitOn: date,
  remark: text(2000),
  status: z.enum(['ACTIVE', 'INACTIVE']),
})
export type CustomerFields = z.output<typeof customerFields>
export type CustomerField = keyof CustomerFields
export const customerFieldNames = Object.keys(customerFields.shape) as CustomerField[]

const customerNo = line(64).min(1)
export const customerClass = z.enum(['KEY', 'GENERAL'])
const ref = z.strictObject({ id: z.int(), name: z.string() })

export const customer = customerFields.extend({
  id: z.int(),
  customerNo: z.string(),
  class: customerClass,
  macroRegion: z.string().nullable(),
  owner: ref.nullable(),
  unit: ref.nullable(),
  agent: ref.nullable(),
  tier: z.string().nullable(),
  stage: z.string().nullable(),
  tierSince: day.nullable(),
  tags: z.array(z.strictObject({ code: z.string(), group: z.enum(tagGroups), byHand: z.boolean() })),
  /** Share of key fields filled, in 1/10000 (DQ-05). */
  completeness: z.int(),
  missing: z.array(z.string()),
  /** Which source each field's value came from (MD-09), where known. */
  fieldSources: z.record(z.string(), z.string()),
  createdAt: instant,
  changedAt: instant,
  version: z.int(),
})
export type Customer = z.output<typeof customer>

export const customerRow = z.strictObject({
  id: z.int(),
  customerNo: z.string(),
  name: z.string(),
  class: customerClass,
  status: z.enum(['ACTIVE', 'INACTIVE']),
  tier: z.string().nullable(),
  stage: z.string().nullable(),
  rfm: z.int().nullable(),
  tags: z.array(z.string()),
  ownerName: z.string().nullable(),
  unitName: z.string().nullable(),
  macroRegion: z.string().nullable(),
  provinceCode: z.string().nullable(),
  industryCode: z.string().nullable(),
  lastOrderOn: day.nullable(),
  amount12m: fen.nullable(),
  /** Against the 12 months before, in percent; null when not comparable. */
  growth: z.number().nullable(),
  completeness: z.int(),
  createdAt: instant,
})
export type CustomerRow = z.output<typeof customerRow>

const some = (max = 64) => z.array(z.string().max(max)).min(1).max(20)

export const customerGroupings = ['tier', 'stage', 'class', 'owner', 'unit', 'region', 'province', 'industry'] as const
export type CustomerGrouping = (typeof customerGroupings)[number]
const groupForm = /^((tier|stage|class|region|province)\.[A-Z0-9_]{0,40}|(owner|unit)\.\d{0,15}|industry\.[A-T]?)$/

export const customerFilter = z.strictObject({
  q: z.string().max(100).optional(),
  tier: some().optional(),
  stage: some().optional(),
  class: customerClass.optional(),
  ownerId: z.int().optional(),
  unitId: z.int().optional(),
  macroRegion: some().optional(),
  provinceCode: some(6).optional(),
  industryCode: some(8).optional(),
  tag: some().optional(),
  status: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  agentId: z.int().optional(),
  completenessBelow: z.int().min(0).max(10_000).optional(),
  lastOrderFrom: day.optional(),
  lastOrderUntil: day.optional(),
  /** Anything else: conditions joined by and, or. */
  where: where(customerFilterFields).optional(),
  /** One group of a grouped list: `tier.CORE`, `owner.12`; `tier.` are those without. */
  within: z.string().regex(groupForm).optional(),
})
export type CustomerFilter = z.output<typeof customerFilter>

export const customerSorts = ['name', '-name', 'number', '-number', 'created', '-created', '-lastOrder'] as const

export const listCustomers = endpoint({
  name: 'customers.list',
  summary: 'List customers in sight, filtered, a page by key',
  method: 'GET',
  path: '/customers',
  permission: 'customers.read',
  input: customerFilter.extend({ ...pageInput, sort: z.enum(customerSorts).default('name') }),
  output: pageOf(customerRow),
})

export const countCustomers = endpoint({
  name: 'customers.count',
  summary: 'How many customers a filter holds; counting stops at `cap`',
  method: 'GET',
  path: '/customer-count',
  permission: 'customers.read',
  input: customerFilter,
  output: z.strictObject({ count: z.int(), capped: z.boolean() }),
})

export const readCustomer = endpoint({
  name: 'customers.read',
  summary: 'Read a customer file',
  method: 'GET',
  path: '/customers/:id',
  permission: 'customers.read',
  input: z.strictObject({ id: z.int() }),
  output: customer,
})

const acceptance = { acceptDuplicates: z.boolean().default(false) }

export const createCustomer = endpoint({
  name: 'customers.create',
  summary: 'Create a customer; exact duplicates must be accepted knowingly',
  method: 'POST',
  path: '/customers',
  permission: 'customers.write',
  input: customerFields.partial().extend({ name: customerFields.shape.name, customerNo: customerNo.optional(), ...acceptance }),
  output: customer,
  idempotent: true,
})

export const changeCustomer = endpoint({
  name: 'customers.change',
  summary: 'Change fields of a customer',
  method: 'PATCH',
  path: '/customers/:id',
  permission: 'customers.write',
  input: customerFields.partial().extend({ id: z.int(), version: z.int(), ...acceptance }),
  output: customer,
})

export const deleteCustomer = endpoint({
  name: 'customers.delete',
  summary: 'Delete a customer that has no orders',
  method: 'DELETE',
  path: '/customers/:id',
  permission: 'customers.delete',
  input: z.strictObject({ id: z.int(), version: z.int() }),
  /** `undoId`: what takes it back (`undo.run`). */
  output: z.strictObject({ id: z.int(), undoId: z.int() }),
})

export const duplicateHit = z.strictObject({
  by: z.enum(['CREDIT_CODE', 'NAME', 'PHONE']),
  /** Absent when the customer is out of sight: then only the department to ask is told (§0.1.15). */
  customer: z.strictObject({ id: z.int(), customerNo: z.string(), name: z.string() }).nullable(),
  askUnit: z.string().nullable(),
})
export type DuplicateHit = z.output<typeof duplicateHit>

export const findDuplicates = endpoint({
  name: 'customers.duplicates',
  summary: 'Customers with the same credit code, name or phone',
  method: 'GET',
  path: '/customer-duplicates',
  permission: 'customers.write',
  input: z.strictObject({
    name: line(200).optional(),
    creditCode: line(30).optional(),
    phone: line(60).optional(),
    exceptId: z.int().optional(),
  }),
  output: z.strictObject({ hits: z.array(duplicateHit) }),
  rateLimit: 240,
})

export const setTags = endpoint({
  name: 'customers.tag',
  summary: 'Add and remove tags written by hand',
  method: 'POST',
  path: '/customers/:id/tags',
  permission: 'customers.write',
  input: z.strictObject({
    id: z.int(),
    add: z.array(line(60).min(1)).max(50).default([]),
    remove: z.array(line(60).min(1)).max(50).default([]),
  }),
  output: customer,
})

export const timelineEntry = z.strictObject({
  id: z.string(),
  /** The event's name; an order is `order.created` with its values of today, a move between tiers `tier.changed`. */
  name: z.string(),
  /** When it happened: of an order its own time, of all else when it was recorded. */
  at: instant,
  /** Nobody's name where the program did it by itself. */
  by: z.string().nullable(),
  fields: z.array(z.string()),
  values: z.record(z.string(), z.unknown()).nullable(),
  ruleId: z.string().nullable(),
  policyVersion: z.int().nullable(),
})

export const timeline = endpoint({
  name: 'customers.timeline',
  summary: 'What happened with a customer, newest first; an order stands on its own day',
  method: 'GET',
  path: '/customers/:id/timeline',
  permission: 'customers.read',
  input: z.strictObject({ id: z.int(), ...pageInput }),
  output: pageOf(timelineEntry),
})
