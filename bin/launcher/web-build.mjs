import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import process from 'node:process'
import { oneAtATime } from './one-at-a-time.mjs'
import { inRoot, root } from './root.mjs'
import { say, stopped } from './say.mjs'

const stamp = inRoot('dist/web/.stamp')

/** Builds the pages again when anything they are made from has changed; `node` is a Node 24. */
export async function ensureWebBuild(node) {
  if (!fs.existsSync(inRoot('vite.config.ts'))) return
  const wanted = sourceHash()
  if (isBuilt(wanted)) return
  await oneAtATime(
    inRoot('dist/.building'),
    () => isBuilt(wanted) || build(node, wanted),
    () => say('another start is building the pages; waiting for it'),
  )
}

function isBuilt(wanted) {
  try {
    return fs.readFileSync(stamp, 'utf8').trim() === wanted
  } catch {
    return false
  }
}

/** Over contents, so that a copied or freshly checked-out folder keeps its build. */
function sourceHash() {
  const hash = createHash('sha256')
  for (const file of sources())
    hash
      .update(file)
      .update('\0')
      .update(fs.readFileSync(inRoot(file)))
      .update('\0')
  return hash.digest('hex')
}

const sources = () => [...filesIn('src').filter((file) => !/\.test\.tsx?$/.test(file)), 'vite.config.ts', 'package-lock.json']

function filesIn(folder) {
  const entries = fs.readdirSync(inRoot(folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
}

function build(node, wanted) {
  say('building the pages (only after a fresh download or a change; takes some seconds)')
  const vite = inRoot('node_modules/vite/bin/vite.js')
  const done = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    // Started from a test runner this would otherwise be a build for development, with the gallery of parts in the menu.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  })
  if (done.status !== 0) {
    throw stopped(1, 'The pages could not be built.', 'Read the lines above; "npm ci" repairs damaged dependencies.')
  }
  fs.mkdirSync(inRoot('dist/web'), { recursive: true })
  fs.writeFileSync(stamp, `${wanted}\n`)
}
