import { spawn } from 'node:child_process'
import net from 'node:net'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { inRoot } from './root.mjs'
import { stopped } from './say.mjs'

const main = 'src/main/cli/main.ts'
/** Tells the process we hand over to that descriptor 3 is a line to us: when it closes, we are dead. */
const insideMark = 'KEWEI_LAUNCHED'
const lifeline = 3

/** Are we the process that was handed the command? */
export const isInside = () => process.env[insideMark] !== undefined

/** Runs the command in this process. */
export async function runInside() {
  if (isInside()) endWithParent()
  delete process.env[insideMark]
  await import(pathToFileURL(inRoot(main)).href)
}

/** Should the first process be killed in a way it cannot pass on, we stop as if it had said so. */
function endWithParent() {
  const line = new net.Socket({ fd: lifeline, readable: true, writable: false })
  line.on('error', () => {})
  line.on('close', () => process.kill(process.pid, 'SIGTERM'))
  line.resume()
  line.unref()
}

/**
 * Runs the command under another Node and ends as it ends.
 * @param {string} node @param {string[]} args
 */
export function handOver(node, args) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', inRoot('bin/kewei'), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, [insideMark]: '1' },
  })
  child.stdio[lifeline].on('error', () => {})
  const passOn = passSignals(child)
  return new Promise((_, failed) => {
    child.once('error', (error) => failed(stopped(1, `${node} cannot be run: ${error.message}.`, unusableNode)))
    child.once('exit', (code, signal) => {
      for (const [name, listener] of passOn) process.off(name, listener)
      if (signal) process.kill(process.pid, signal)
      else process.exit(code)
    })
  })
}

const unusableNode = 'On Alpine and other systems without glibc, install Node 24 and set DATABASE_URL to a PostgreSQL server.'

/** A terminal sends Ctrl-C to both of us; passing it on as well would count twice. */
function passSignals(child) {
  const fromTerminal = process.stdin.isTTY ? ['SIGINT', 'SIGHUP', 'SIGQUIT'] : []
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'].map((name) => {
    return [name, () => fromTerminal.includes(name) || child.kill(name)]
  })
  for (const [name, listener] of listeners) process.on(name, listener)
  return listeners
}
