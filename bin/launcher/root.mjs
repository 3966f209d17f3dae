import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of Kewei, wherever it was started from. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** A path inside it. */
export const inRoot = (...parts) => path.join(root, ...parts)
