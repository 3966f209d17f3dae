import process from 'node:process'
import readline from 'node:readline'
import { Writable } from 'node:stream'

/** The first line of `input`; at a terminal it is asked for and not shown while typed. */
export async function readSecret(input: NodeJS.ReadStream, prompt: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (input.isTTY) process.stderr.write(prompt)
  const lines = readline.createInterface({ input, output: silent, terminal: input.isTTY })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
    if (input.isTTY) process.stderr.write('\n')
  }
}
