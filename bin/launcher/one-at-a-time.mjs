import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs `work` in one process at a time; others wait. Each contender puts up a claim named after its process first and
 * looks for rivals second, so of two at least one steps back. A claim of a dead process does not count.
 * @template T @param {string} folder where the claims stand @param {() => T | Promise<T>} work @param {() => void} onWait
 * @returns {Promise<T>}
 */
export async function oneAtATime(folder, work, onWait) {
  fs.mkdirSync(folder, { recursive: true })
  const mine = path.join(folder, `${process.pid}.${born(process.pid)}`)
  for (let tries = 0; !claim(folder, mine); tries += 1) {
    if (tries === 5) onWait()
    await sleep(50 + Math.random() * 200)
  }
  try {
    return await work()
  } finally {
    fs.rmSync(mine, { force: true })
  }
}

function claim(folder, mine) {
  fs.writeFileSync(mine, '')
  const isFree = fs.readdirSync(folder).every((name) => path.join(folder, name) === mine || isStale(folder, name))
  if (!isFree) fs.rmSync(mine, { force: true })
  return isFree
}

function isStale(folder, name) {
  const [pid, stamp] = name.split('.')
  if (born(Number(pid)) === stamp) return false
  fs.rmSync(path.join(folder, name), { force: true })
  return true
}

/** When a living process began; `gone` if it does not live, `alive` where the system does not tell (no /proc). */
function born(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return process.platform !== 'linux' && answers(pid) ? 'alive' : 'gone'
  }
}

function answers(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
