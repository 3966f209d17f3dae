import { z } from 'zod'
import type { Locale } from '../../core/text.ts'
import type { Kewei, LocalKewei } from './kewei.ts'
import type { Terminal } from './terminal.ts'

/** Options every command has. */
const commonOptions = z.object({
  data: z.string().default('data'),
  company: z.string().default('kewei'),
  json: z.boolean().default(false),
  user: z.string().optional(),
  server: z.string().optional(),
})
export type Common = z.infer<typeof commonOptions>

export const readCommon = (given: unknown): Common => commonOptions.parse(given)

/** What a command is given: its words and options as typed, where to write, and a way to Kewei that is opened when first used. */
export type Task = {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
  readonly common: Common
  readonly locale: Locale
  readonly terminal: Terminal
  kewei(): Promise<Kewei>
  /** For what only the operator can do, on the server itself. Throws `only-here` and `operator-only`. */
  local(): Promise<LocalKewei>
}

/** Does the work; answers the exit code when it is not 0. */
export type Command = (task: Task) => Promise<number | undefined>
