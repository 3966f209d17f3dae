// The build that `kewei serve` would make and remember, so that no journey waits for it or meets the screens of an older one.
import process from 'node:process'
import { ensureWebBuild } from '../../bin/launcher/web-build.mjs'

await ensureWebBuild(process.execPath)
