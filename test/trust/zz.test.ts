import { test } from 'vitest'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { filesOf, twoPeople } from './doors.ts'
const office = await testOffice()
const server = await testServer(office, { maxUpload: 100_000 })
test('x', async () => {
  const { admin } = await twoPeople(office)
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  for (const size of [1, 0, 100_001, 5_000_000]) {
    const headers = { authorization: admin, 'content-type': 'application/octet-stream' }
    const t = AbortSignal.timeout(3000)
    try { const r = await fetch(`${url}/api/files`, { method: 'POST', headers, body: Buffer.alloc(size), signal: t }); console.log('fetch', size, r.status, (await r.text()).slice(0, 100)) } catch (e) { console.log('fetch', size, String(e), String((e as Error).cause)) }
    const r = await Promise.race([server.inject({ method: 'POST', url: '/api/files', headers, payload: Buffer.alloc(size) }), new Promise<undefined>((d) => setTimeout(() => d(undefined), 2000))])
    console.log('inject', size, r?.statusCode)
    console.log(filesOf(office).length)
  }
}, 60000)
