// Plain JavaScript for whatever Node 20+ is on the machine, before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { ensureDependencies } from '../../bin/launcher/install.mjs'
import { findNode } from '../../bin/launcher/node24.mjs'
import { inRoot, root } from '../../bin/launcher/root.mjs'
import { say, stopped } from '../../bin/launcher/say.mjs'

/** An installation for use leaves out what only developers need. */
function ensureTools() {
  const tools = ['vitest', 'typescript', '@biomejs/biome', 'dependency-cruiser', '@swc/core', 'playwright-core']
  if (tools.every((name) => existsSync(inRoot('node_modules', name, 'package.json')))) return
  say('installing the tools for developers')
  const npm = (...args) => spawnSync('npm', [...args, '--include=dev', '--ignore-scripts'], { cwd: root, stdio: 'inherit' }).status
  // npm ci refuses a lockfile that lacks a package for another platform; npm install then takes the same versions.
  if (npm('ci') !== 0 && npm('install', '--no-save') !== 0) {
    throw stopped(1, 'The tools could not be installed.', 'Read the lines above, check the network, and start again.')
  }
}

/**
 * Installs what is missing, then runs the command under Node 24 and ends as it ends.
 * @param {string[]} args what the person typed after `kewei-dev`
 */
export async function start(args) {
  await ensureDependencies()
  ensureTools()
  const child = spawn(findNode(), [inRoot('test/dev/main.ts'), ...args], { cwd: root, stdio: 'inherit' })
  const fromTerminal = process.stdin.isTTY ? ['SIGINT', 'SIGHUP'] : []
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => fromTerminal.includes(signal) || child.kill(signal))
  }
  child.on('exit', (code) => process.exit(code ?? 1))
}
