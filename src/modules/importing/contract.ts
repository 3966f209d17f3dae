/**
 * Files in: look at a file, match its columns, check, apply in the background, hand back what failed, and take a whole import back.
 *
 * What a file says more than once. Rows count one after the other, each as if everything above it had been imported already. A later
 * row that says nothing new is skipped; one that differs is skipped in mode `create` and changes the record in `update` and `both`.
 * In mode `update` a row whose record does not exist fails. An empty cell never overwrites; `defaults` fill new records only.
 */
import { z } from 'zod'
import { endpoint } from '../../core/endpoint.ts'
import type { Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'

export const importKinds = ['customers', 'contacts', 'orders'] as const
export const importKind = z.enum(importKinds)
export type ImportKind = z.output<typeof importKind>

export const importModes = ['create', 'update', 'both'] as const
export const importMode = z.enum(importModes)
export type ImportMode = z.output<typeof importMode>

/** One cell as the sheet reader gives it. */
export type Cell = string | number | boolean | null | { date: string } | { error: string }
export type Line = { line: number; cells: Cell[] }

const short = z.string().trim().min(1).max(300)

/**
 * What MAP.yaml holds. `columns`: our field → the file's column, by its name or as `#3`, counted from 1. `dateFormat`: such as `DD/MM/YYYY HH:mm`.
 * `unit`: what amounts are written in; a column named …(万元) says so itself unless this does.
 */
export const importMap = z.strictObject({
  columns: z.record(z.string().max(100), short).optional(),
  defaults: z.record(z.string().max(100), z.union([z.string().max(2000), z.number(), z.boolean()])).optional(),
  dateFormat: z.string().trim().min(2).max(40).optional(),
  unit: z.enum(['yuan', 'wan']).optional(),
})
export type ImportMap = z.output<typeof importMap>

export const importSettings = z.strictObject({
  fileId: z.uuid(),
  kind: importKind,
  /** Left out, or without columns: what people matched before for such a header, else synonyms. */
  map: importMap.default({}),
  /** A sheet's number from 1, or its name; left out, the first one a person sees. */
  sheet: z.union([z.int().min(1).max(10_000), z.string().min(1).max(100)]).optional(),
  mode: importMode.default('both'),
  createCustomers: z.boolean().default(false),
  dryRun: z.boolean().default(false),
})
export type ImportSettings = z.output<typeof importSettings>

const shown = z.union([z.string(), z.number(), z.boolean(), z.null()])
const finding = z.strictObject({ column: z.string(), reason: z.string(), text: z.string() })

export const inspectFile = endpoint({
  name: 'imports.inspect',
  summary: 'Look at a file before importing: sheets, header, first rows, guessed columns',
  method: 'POST',
  path: '/import-inspections',
  permission: 'customers.import',
  input: importSettings.pick({ fileId: true, kind: true, sheet: true }),
  output: z.strictObject({
    fileKind: z.enum(['xlsx', 'csv']),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    sheets: z.array(z.strictObject({ name: z.string(), index: z.int(), hidden: z.boolean() })),
    sheet: z.string(),
    headerLine: z.int(),
    header: z.array(z.string()),
    sample: z.array(z.strictObject({ line: z.int(), cells: z.array(shown) })),
    map: importMap,
    /** The map is what people chose for such a header before. */
    remembered: z.boolean(),
    fields: z.array(z.strictObject({ name: z.string(), label: z.string(), required: z.boolean() })),
    problems: z.array(finding),
  }),
})

export const startImport = endpoint({
  name: 'imports.start',
  summary: 'Import a file in the background',
  method: 'POST',
  path: '/imports',
  permission: 'customers.import',
  input: importSettings,
  output: z.strictObject({ jobId: z.int() }),
  idempotent: true,
})

export const importCounts = z.strictObject({ new: z.int(), changed: z.int(), skipped: z.int(), failed: z.int(), customersCreated: z.int() })
export type ImportCounts = z.output<typeof importCounts>

/** What an import's job ends with. */
export const importResult = importCounts.extend({ job: z.int() })
export type ImportResult = z.output<typeof importResult>

const importRecord = z.strictObject({
  jobId: z.int(),
  kind: importKind,
  fileName: z.string(),
  state: z.string(),
  dryRun: z.boolean(),
  by: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
  counts: importCounts,
  undoneAt: instant.nullable(),
  undoJobId: z.int().nullable(),
  /** Until when the whole import can be taken back; null when it cannot. */
  undoUntil: instant.nullable(),
})
export type ImportRecord = z.output<typeof importRecord>

export const listImports = endpoint({
  name: 'imports.list',
  summary: 'List imports, newest first; one’s own, or all of them for who may see all jobs; with `dryRun` the previews instead',
  method: 'GET',
  path: '/imports',
  permission: 'customers.import',
  input: z.strictObject({ ...pageInput, kind: importKind.optional(), dryRun: z.boolean().default(false) }),
  output: pageOf(importRecord),
})

export const readImport = endpoint({
  name: 'imports.read',
  summary: 'An import: settings, state, counts, the first rows that failed',
  method: 'GET',
  path: '/imports/:jobId',
  permission: 'customers.import',
  input: z.strictObject({ jobId: z.int() }),
  output: importRecord.extend({
    settings: importSettings.omit({ fileId: true, kind: true, dryRun: true }),
    done: z.int(),
    total: z.int().nullable(),
    failures: z.array(z.strictObject({ line: z.int(), reasons: z.array(finding) })),
  }),
})

const fileReply = z.strictObject({ fileId: z.uuid(), name: z.string() })

export const failedRows = endpoint({
  name: 'imports.failedRows',
  summary: 'The rows that failed as a workbook, each with its reasons; corrected, it can be imported again',
  method: 'POST',
  path: '/imports/:jobId/failed-rows',
  permission: 'customers.import',
  input: z.strictObject({ jobId: z.int() }),
  output: fileReply,
})

export const importTemplate = endpoint({
  name: 'imports.template',
  summary: 'An empty workbook with all columns, an example and what each means',
  method: 'POST',
  path: '/import-templates',
  permission: 'customers.import',
  input: z.strictObject({ kind: importKind }),
  output: fileReply,
})

export const undoImport = endpoint({
  name: 'imports.undo',
  summary: 'Take a whole import back; rows touched later are listed and left alone',
  method: 'POST',
  path: '/imports/:jobId/undo',
  permission: 'customers.import',
  input: z.strictObject({ jobId: z.int() }),
  output: z.strictObject({ jobId: z.int() }),
})

/** Why a cell or row failed: the file's column ('' for the row as a whole), a word of `text.ts`, the facts for it. */
export type Reason = { column: string; reason: string; facts?: Readonly<Record<string, string | number>> }

const event = (name: string, jobId: number, after: Record<string, unknown>): Event => ({
  name,
  subject: { kind: 'import', id: jobId },
  after,
})
export const importStarted = (jobId: number, settings: ImportSettings, fileName: string): Event =>
  event('import.started', jobId, {
    fileName,
    kind: settings.kind,
    mode: settings.mode,
    createCustomers: settings.createCustomers,
    dryRun: settings.dryRun,
  })
export const importEnded = (jobId: number, counts: ImportCounts): Event => event('import.ended', jobId, counts)
