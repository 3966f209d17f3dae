import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { oneAtATime } from './one-at-a-time.mjs'
import { inRoot, root } from './root.mjs'
import { say, stopped } from './say.mjs'

const stamp = inRoot('node_modules/.kewei-lock')

/** Installs exactly what package-lock.json says, unless that is there already. */
export async function ensureDependencies() {
  const wanted = createHash('sha256')
    .update(fs.readFileSync(inRoot('package-lock.json')))
    .digest('hex')
  if (isInstalled(wanted)) return
  if (matchesLock()) return remember(wanted)
  await oneAtATime(
    inRoot('dist/.installing'),
    () => isInstalled(wanted) || install(wanted),
    () => say('another start is installing; waiting for it'),
  )
}

function isInstalled(wanted) {
  try {
    return fs.readFileSync(stamp, 'utf8').trim() === wanted
  } catch {
    return false
  }
}

/** A read-only node_modules is complete all the same; it is only looked at more closely each time. */
function remember(wanted) {
  try {
    fs.writeFileSync(stamp, `${wanted}\n`)
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
  }
}

/** npm writes node_modules/.package-lock.json last: where that agrees with the lock, the person has installed already. */
function matchesLock() {
  try {
    const wanted = readPackages(inRoot('package-lock.json'))
    const found = readPackages(inRoot('node_modules/.package-lock.json'))
    return Object.entries(wanted).every(
      ([name, entry]) => name === '' || mayBeMissing(entry, found[name]) || found[name]?.version === entry.version,
    )
  } catch {
    return false
  }
}

const readPackages = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages

function mayBeMissing(entry, found) {
  if (found) return false
  if (entry.dev || entry.devOptional || entry.peer) return true
  return Boolean(entry.optional) && (Boolean(entry.libc) || !fitsHere(entry.os, process.platform) || !fitsHere(entry.cpu, process.arch))
}

const fitsHere = (list, here) => !list || [list].flat().includes(here)

function install(wanted) {
  say('installing dependencies (only after a fresh download or an upgrade; takes a minute or so)')
  const [command, ...before] = npm()
  const args = [...way(), '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const done = spawnSync(command, [...before, ...args], {
    cwd: root,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    env: withOwnNodeFirst(),
  })
  if (done.error) {
    throw stopped(
      1,
      `npm cannot be run: ${done.error.message}.`,
      'Install npm (it comes with Node), or run "npm ci" in the folder of Kewei yourself.',
    )
  }
  if (done.status !== 0) {
    throw stopped(
      1,
      'The dependencies could not be installed.',
      'Read the lines above, check the network and the free space, and start again.',
    )
  }
  remember(wanted)
}

/**
 * `npm ci` refuses a lock in which packages for other systems are missing (a registry may not have had them), even
 * where they are not needed; `npm install` takes the same versions from it, and starts from nothing just as well.
 */
function way() {
  if (isWhole(readPackages(inRoot('package-lock.json')))) return ['ci']
  fs.rmSync(inRoot('node_modules'), { recursive: true, force: true })
  return ['install', '--no-save']
}

function isWhole(packages) {
  const known = new Set(Object.keys(packages).map((place) => place.slice(place.lastIndexOf('node_modules/'))))
  const wished = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
  return wished.every((name) => known.has(`node_modules/${name}`))
}

/** The npm that started us, else the one beside this Node, else the one on the path. */
function npm() {
  const starter = process.env.npm_execpath
  if (starter && /npm-cli\.[cm]?js$/.test(starter) && fs.existsSync(starter)) return [process.execPath, starter]
  const beside = path.join(path.dirname(process.execPath), 'npm')
  return [fs.existsSync(beside) ? beside : 'npm']
}

function withOwnNodeFirst() {
  return { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}` }
}
