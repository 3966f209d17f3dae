import fs from 'node:fs'
import path from 'node:path'
import tls from 'node:tls'
import { authorityFile } from './own-authority.ts'

/** Lets this process believe the authority of the data folder, if it has one, as it believes the well-known ones. */
export function trustOwnAuthority(dataDir: string): void {
  const file = authorityFile(path.resolve(dataDir))
  if (!fs.existsSync(file)) return
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), fs.readFileSync(file, 'utf8')])
}
