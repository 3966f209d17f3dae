import process from 'node:process'
import { handOver, isInside, runInside } from './hand-over.mjs'
import { ensureDependencies } from './install.mjs'
import { findNode } from './node24.mjs'
import { ensureWebBuild } from './web-build.mjs'

/**
 * Makes sure that everything the command needs is there, then runs it under Node 24.
 * @param {string[]} args what the person typed after `kewei`
 */
export async function start(args) {
  if (isInside()) return runInside()
  await ensureDependencies()
  const node = findNode()
  if (args[0] === 'serve' && !args.includes('--help')) await ensureWebBuild(node)
  return node === process.execPath ? runInside() : handOver(node, args)
}
