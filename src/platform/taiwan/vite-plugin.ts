import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { tableFor } from '../../core/traditional.ts'
import { inTaiwan } from './convert.ts'

/** Fills the table with which the pages write zh-TW from all Chinese in the source under `folder`, so that new words need no work. */
export const traditionalTable = (folder: string): Plugin => ({
  name: 'traditional-table',
  load: (id) =>
    id.endsWith('/main/web/traditional-table.ts')
      ? `export const table = ${JSON.stringify(tableFor(chineseIn(folder), inTaiwan))}`
      : undefined,
})

/** The texts of all source files but tests, the sample company and the gallery of parts, whose Chinese is data. */
function* chineseIn(folder: string): Generator<string> {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (/(?<!\.test)\.tsx?$/.test(file) && !/^main\/(sample|web\/kit)\//.test(file)) yield readFileSync(join(folder, file), 'utf8')
}
