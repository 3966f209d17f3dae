import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import tls from 'node:tls'
import type { House } from './house.ts'
import { type SampleJourney, sampleHouse } from './journey.ts'

/** Loopback counts as secure with every scheme; this name, which only the journey's browser resolves, does not. */
export const hostName = 'kewei.test'

/** A house people reach as `<scheme>://kewei.test`, with a certificate of its own authority when that is https. */
export async function namedHouse(scheme: 'http' | 'https'): Promise<SampleJourney> {
  const port = await freePort()
  const address = ['--port', String(port), '--base-url', `${scheme}://${hostName}:${port}`]
  const flags = async ({ baseURL }: House) => [
    `--host-resolver-rules=MAP ${hostName} 127.0.0.1`,
    ...(scheme === 'https' ? [`--ignore-certificate-errors-spki-list=${await keyHash(baseURL)}`] : []),
  ]
  return sampleHouse({ words: scheme === 'https' ? [...address, '--tls', 'self'] : address, flags })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const bound = probe.address()
  await new Promise((done) => probe.close(done))
  if (typeof bound !== 'object' || !bound) throw new Error('There is no free port')
  return bound.port
}

/** A connection to the house that believes only `ca`; without one it believes anybody. */
export async function connect(baseURL: string, ca?: string): Promise<tls.TLSSocket> {
  const trust = ca === undefined ? { rejectUnauthorized: false } : { ca }
  const socket = tls.connect({ host: '127.0.0.1', port: Number(new URL(baseURL).port), servername: hostName, ...trust })
  await once(socket, 'secureConnect')
  return socket
}

/** What Chromium calls the one key whose certificate it shall believe; every other certificate it checks as ever. */
async function keyHash(baseURL: string): Promise<string> {
  const socket = await connect(baseURL)
  const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' })
  socket.destroy()
  if (!key) throw new Error('The house showed no certificate')
  return createHash('sha256').update(key).digest('base64')
}
