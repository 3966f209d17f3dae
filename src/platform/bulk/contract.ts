import { z } from 'zod'
import { endpoint } from '../../core/endpoint.ts'
import { selectionId } from '../../core/selection.ts'

/** Up to so many rows are done at once; more in the background. */
export const doneAtOnce = 300

export const refusedRows = endpoint({
  name: 'bulk.refusedRows',
  summary: 'The rows a bulk change left alone, each with the reason, as a workbook',
  method: 'POST',
  path: '/bulk/:selectionId/refused-rows',
  permission: 'signed-in',
  input: selectionId,
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), rows: z.int() }),
})
