import type { Module } from '../../platform/house.ts'
import * as imports from './actions/imports.ts'
import * as workbooks from './actions/workbooks.ts'
import { importJob } from './jobs.ts'
import { text } from './text.ts'

/** Files in, and back out again: what this room offers the building. */
export const importing: Module = {
  name: 'importing',
  actions: [...Object.values(imports), ...Object.values(workbooks)],
  texts: text,
  told: { import: { permission: 'customers.import', house: true } },
  jobs: [importJob],
}
