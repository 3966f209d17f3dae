import { spawnSync } from 'node:child_process'
import { run } from './run.ts'

/** The words to put before apt-get, or undefined when this user may not install. */
function asRoot(): string[] | undefined {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined
}

async function install(packages: string[], before: string[]): Promise<void> {
  const aptGet = [...before, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=600']
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [program = '', ...rest] = [...aptGet, ...args]
    await run(program, rest)
  }
}

/** Installs packages of the system where that is possible: on Linux with apt, as root or by a sudo that asks nothing. */
export async function installWhereWeMay(packages: string[]): Promise<void> {
  const before = process.platform === 'linux' && spawnSync('apt-get', ['--version']).status === 0 ? asRoot() : undefined
  if (!before) return
  console.log(`Installing ${packages.join(' and ')} with apt-get`)
  await install(packages, before)
}
