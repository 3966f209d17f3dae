import type { Row } from './cell.ts'
import type { Inspection, InspectOptions, ReadOptions } from './open-sheet.ts'
import type { RefusalCode, RefusalFacts } from './refused.ts'

/** What the server asks of a reading process: one request, then `next` for every answer it is ready to take. */
export type Request = { task: 'read'; path: string; options: ReadOptions } | { task: 'inspect'; path: string; options: InspectOptions }

/** What the reading process answers. `peakMb` is the most memory it ever held. */
export type Answer =
  | { kind: 'rows'; rows: Row[] }
  | { kind: 'inspected'; inspection: Inspection }
  | { kind: 'end'; peakMb: number }
  | { kind: 'refused'; code: RefusalCode; facts: RefusalFacts; peakMb: number }
  | { kind: 'failed'; reason: string }
