import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from './run.ts'

const entry = z.looseObject({ dev: z.boolean().optional(), optionalDependencies: z.record(z.string(), z.string()).optional() })
const lockfile = z.looseObject({ packages: z.record(z.string(), entry) })
export type Lock = z.infer<typeof lockfile>

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

/** Folders where Node looks for a package on behalf of one at `path`, nearest first; '' stands for the root. */
function lookedIn(path: string): string[] {
  const folders =
    path === '' ? [] : path.split('/node_modules/').map((_, i, parts) => parts.slice(0, parts.length - i).join('/node_modules/'))
  return [...folders.map((folder) => `${folder}/node_modules/`), 'node_modules/']
}

/** Optional packages the lockfile asks for without describing them, each with the version asked for. */
export function missingPackages({ packages }: Lock): { name: string; version: string; dev: boolean }[] {
  const missing = Object.entries(packages).flatMap(([path, { dev = false, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !lookedIn(path).some((folder) => packages[folder + name]))
      .map(([name, version]) => ({ name, version, dev })),
  )
  return [...new Map(missing.map((found) => [found.name, found])).values()]
}

function describe({ name, version, dev }: { name: string; version: string; dev: boolean }) {
  const parts = name.split(/[-/]/)
  const os = systems.filter((system) => parts.includes(system))
  const cpu = processors.filter((processor) => parts.includes(processor))
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev ? { dev } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
    ...(parts.includes('musl') ? { libc: ['musl'] } : {}),
  }
}

/**
 * Describes the packages for other platforms that `npm install` left out because its registry does not hold them.
 * `npm ci` refuses a lockfile without them on every machine, also on those that would never install them.
 */
export function completed(lock: Lock): Lock {
  const added = missingPackages(lock).map((missing) => [`node_modules/${missing.name}`, describe(missing)] as const)
  const all = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => a.localeCompare(b, 'en'))
  return { ...lock, packages: Object.fromEntries(all) }
}

/** Checks without rebuilding: the order of the keys in the file is npm's. */
const isLock = (value: unknown): value is Lock => lockfile.safeParse(value).success

export function completeLock(): number {
  const file = join(root, 'package-lock.json')
  const lock: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isLock(lock)) throw new Error('package-lock.json is not a lockfile of npm 7 or newer')
  const missing = missingPackages(lock)
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(completed(lock), undefined, 2)}\n`)
  console.log(missing.length > 0 ? `Described ${missing.map(({ name }) => name).join(', ')}` : 'The lockfile is complete')
  return 0
}
