import fs from 'node:fs'
import process from 'node:process'
import { inRoot } from './root.mjs'
import { stopped } from './say.mjs'

const needed = 24
/** From this minor on, Node 24 runs TypeScript without a warning and needs no flag for it. */
const quietSince = 3

const packages = {
  linux: [`node-linux-${process.arch}`],
  darwin: [`node-darwin-${process.arch}`, `node-bin-darwin-${process.arch}`],
}

/** The Node that runs Kewei: this one if it is new enough, else the one among the dependencies. */
export function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > needed || (major === needed && minor >= quietSince)) return process.execPath
  const own = packages[process.platform].map((name) => inRoot('node_modules', name, 'bin/node')).find((file) => fs.existsSync(file))
  if (own) return own
  if (major === needed) return process.execPath
  throw stopped(
    1,
    `Kewei needs Node ${needed}, this is Node ${process.versions.node}, and no Node ${needed} for ${process.platform} ${process.arch} is among its dependencies.`,
    `Install Node ${needed} from https://nodejs.org, or run "npm ci" in the folder of Kewei without --omit=optional.`,
  )
}
