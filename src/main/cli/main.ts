import process from 'node:process'
import { CommanderError } from 'commander'
import { speaker } from '../../core/text.ts'
import { inTaiwan } from '../../platform/taiwan/convert.ts'
import { platformTexts } from '../../platform/text.ts'
import { keepCompiledCode } from '../doors/compile-cache.ts'
import { localeOf } from './locale.ts'
import { buildProgram } from './program.ts'
import { jsonText } from './terminal.ts'
import { words } from './text.ts'

const usage = 2

/** What follows `--name`, or `--name=`; read before the rest, because help itself is written in that language. */
function optionIn(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`))
  return args[at]?.includes('=') ? args[at]?.slice(name.length + 1) : args[at + 1]
}

async function main(args: readonly string[]): Promise<number> {
  const locale = localeOf(args.some((arg) => arg.startsWith('--lang')) ? optionIn(args, '--lang') : undefined)
  const program = buildProgram(speaker([platformTexts, words], locale, inTaiwan), locale)
  try {
    await program.parseAsync(args, { from: 'user' })
    return program.exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    if (args.includes('--json')) {
      const message = error.message.replace(/^error: /, '')
      process.stdout.write(`${jsonText({ problem: { code: 'invalid', rule: 'usage', message, facts: {}, issues: [] } })}\n`)
    }
    return usage
  }
}

/** A reader that has seen enough (`| head`) is no fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

keepCompiledCode()
const code = await main(process.argv.slice(2))
process.stdout.write('', () => process.exit(code))
