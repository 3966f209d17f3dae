// The web door alone, in a process of its own, over a stage's database; told where by its parent.
import { rooms } from '../src/main/modules.ts'
import { authenticate, recognise } from '../src/modules/organisation/actions/caller.ts'
import { openDeployment } from '../src/platform/companies.ts'
import { createServer } from '../src/platform/http/server.ts'
import { createLog } from '../src/platform/log.ts'

process.once('message', async (options: Parameters<typeof openDeployment>[0]) => {
  const log = createLog('error')
  const deployment = await openDeployment({ ...options, log })
  const app = await createServer({
    deployment,
    house: rooms(),
    authenticate,
    recognise,
    clock: () => new Date(),
    log,
    secure: false,
    hsts: false,
    maxUpload: 1e9,
    version: 'bench',
    webRoot: undefined,
    trustedProxy: [],
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  process.send?.({ url, pid: process.pid })
})
