import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.ts'

/** A burst of saves, such as a branch change, restarts the server once. */
const quiet = 300

function start(script: string, args: string[]): ChildProcess {
  return spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' })
}

/** Serves with a restart after every change of the server's source; Vite looks after what runs in the browser. */
export async function serveWhileEditing(args: string[]): Promise<number> {
  let server = start('bin/kewei', ['serve', ...args])
  const screens = existsSync(join(root, 'vite.config.ts')) ? start('node_modules/vite/bin/vite.js', []) : undefined
  let timer: NodeJS.Timeout | undefined
  const restart = () => {
    const next = () => {
      server = start('bin/kewei', ['serve', ...args])
    }
    if (server.exitCode !== null || server.signalCode !== null) next()
    else server.once('exit', next).kill('SIGTERM')
  }
  const watcher = watch(join(root, 'src'), { recursive: true }, (_, file) => {
    if (!file?.endsWith('.ts') || file.endsWith('.test.ts')) return
    clearTimeout(timer)
    timer = setTimeout(restart, quiet)
  })
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        clearTimeout(timer)
        watcher.close()
        screens?.kill(signal)
        server.kill(signal)
        resolve(0)
      })
    }
  })
}
