import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { exportCustomers } from '../src/modules/customers/contract/export.ts'
import { createCustomer } from '../src/modules/customers/contract.ts'
import { exportColumns } from '../src/modules/customers/policy/export-columns.ts'
import { text as customersText } from '../src/modules/customers/text.ts'
import { fieldsOf } from '../src/modules/importing/policy/fields.ts'
import { wordSets } from '../src/modules/importing/policy/words.ts'
import { createPerson, createUnit } from '../src/modules/organisation/contract.ts'
import { createOrder, exportOrders } from '../src/modules/purchases/contract.ts'
import { text as purchasesText } from '../src/modules/purchases/text.ts'
import type { Caller } from '../src/platform/action.ts'
import { mintScope } from '../src/platform/scope.ts'
import { begin, bring, failures, importFile, resultOf, sheetOf } from './import-files.ts'
import { testOffice } from './office.ts'

const office = await testOffice()
const copy = await testOffice()
const formats = ['csv', 'xlsx'] as const
type Format = (typeof formats)[number]

const bytesOf = (fileId: string): Buffer => readFileSync(office.company.files.pathOf(fileId))
