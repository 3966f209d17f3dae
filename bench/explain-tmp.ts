import { Kysely, PostgresDialect } from 'kysely'
import { listCustomers } from '../src/modules/customers/queries.ts'
import { mintScope } from '../src/platform/scope.ts'
import { fillCustomers } from './fill-customers.ts'
import { openStage } from './stage.ts'

const stage = await openStage()
const scope = mintScope({ all: true, unitIds: [], ownerIds: [], masked: false })
await fillCustomers(stage, Number(process.env.N ?? 100000))
const client = await stage.deployment.owner.connect()
await client.query('set search_path = kewei')
const calls: any[] = []
const db = new Kysely<any>({
  dialect: new PostgresDialect({
    pool: {
      connect: async () => ({
        query: (s: string, p: unknown[]) => {
          calls.push([s, p])
          return client.query(s, p)
        },
        release() {},
      }),
      end: async () => {},
    } as any,
  }),
})
const cases: any = { list: {}, filter: { tier: ['CORE'], macroRegion: ['EAST'] }, search: { q: '海棠' }, search2: { q: '机械' } }
for (const [name, f] of Object.entries(cases)) {
  calls.length = 0
  await listCustomers(db as any, scope, f as any, { sort: 'name', limit: 50 })
  const [s, p] = calls[0]
  for (let i = 0; i < 2; i++) await client.query('explain analyze ' + s, p)
  const r = await client.query('explain (analyze, buffers) ' + s, p)
  console.log('=====', name)
  console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n'))
}
await client.release()
await stage.close()
