import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

const bootId = (): string => {
  try {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
  } catch {
    return 'boot'
  }
}

/** Fields of /proc/PID/stat after the name, which may itself hold spaces and brackets. */
function linuxStamp(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' || state === 'X' ? undefined : `${bootId()}-${rest[18]}`
  } catch {
    return undefined
  }
}

function darwinStamp(pid: number): string | undefined {
  const ps = spawnSync('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', env: { LC_ALL: 'C', TZ: 'UTC' } })
  const [state, ...started] = ps.stdout.trim().split(/\s+/)
  return ps.status !== 0 || !state || state.startsWith('Z') ? undefined : started.join('-').replaceAll(':', '')
}

/** When a living process began, in letters, digits and dashes; undefined when it is gone or a zombie. With the pid it names one process for good. */
export const processStamp = (pid: number): string | undefined => (process.platform === 'linux' ? linuxStamp(pid) : darwinStamp(pid))

export const isAlive = (pid: number, stamp: string): boolean => processStamp(pid) === stamp
