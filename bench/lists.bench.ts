// CPU a request and latency of the customer screens: `npm run bench -- lists`; KEWEI_BENCH_SIZES=10000,100000 sets the books.
import { type Ask, type Asking, connections, latencies, openDoor, spread } from './ask.ts'
import { fillCustomers } from './fill-customers.ts'
import { cpuOfTree, openStage, timed } from './stage.ts'

const sizes = (process.env['KEWEI_BENCH_SIZES'] ?? '10000,100000').split(',').map(Number)
const requests = Number(process.env['KEWEI_BENCH_REQUESTS'] ?? 1000)

const regions = ['EAST', 'NORTH', 'SOUTH', 'CENTRAL', 'SOUTHWEST']
const pairs = ['海棠', '云帆', '青禾', '机械', '连锁', '恒澜', '新能', '苏州', '冷链', '酒店']
let made = 0

/** Over a column, a tag, orders and days counted from today; about a third of the book. */
const joined = (i: number): string =>
  `all(any(tier.is(${['CORE', 'CHURN_RISK', 'POTENTIAL'][i % 3]}),tags.is(FREQ_HIGH),amount12m.from(10000000)),macroRegion.is(${regions[i % 5]}),lastOrderOn.before(today-${30 + (i % 7)}))`

const kinds: Record<string, (i: number, size: number) => Ask> = {
  list: () => ({ path: '/customers?limit=50' }),
  twoFieldFilter: (i) => ({ path: `/customers?limit=50&tier=${['CORE', 'CHURN_RISK', 'POTENTIAL'][i % 3]}&macroRegion=${regions[i % 5]}` }),
  andOrFilter: (i) => ({ path: `/customers?limit=50&where=${encodeURIComponent(joined(i))}` }),
  andOrCount: (i) => ({ path: `/customer-count?where=${encodeURIComponent(joined(i))}` }),
  twoCharacterSearch: (i) => ({ path: `/customers?limit=50&q=${encodeURIComponent(pairs[i % pairs.length] ?? '')}` }),
  openRecord: (i, size) => ({ path: `/customers/${1 + ((i * 7919) % size)}` }),
  create: () => ({
    method: 'POST',
    path: '/customers',
    body: { name: `新建客户${++made}号精密机械有限公司`, provinceCode: '330000', phone: `0574-${String(80_000_000 + made)}` },
  }),
}

/** CPU of the server and the database together, and how long answers took. */
async function measure(ask: Asking, make: (i: number) => Ask, cpu: () => number, count: number) {
  const before = cpu()
  const times = await latencies(ask, make, count)
  return { cpuMs: (cpu() - before) / count, ...spread(times) }
}

async function one(size: number) {
  const stage = await openStage()
  const filling = await timed(() => fillCustomers(stage, size))
  // What the database does in the days after such an import; otherwise it would do it during the measurement.
  await stage.sql('vacuum analyze')
  await stage.sql('checkpoint')
  const door = await openDoor(stage)
  try {
    const cpu = () => cpuOfTree(door.pid) + cpuOfTree(stage.embedded.pid)
    const results: Record<string, unknown> = {}
    for (const [kind, make] of Object.entries(kinds)) {
      await measure(door.ask, (i) => make(i, size), cpu, 60)
      results[kind] = await measure(door.ask, (i) => make(i, size), cpu, requests)
    }
    return { customers: size, filledInSeconds: Math.round(filling.ms / 1000), results }
  } finally {
    door.close()
    await stage.close()
  }
}

const books = []
for (const size of sizes) {
  const book = await one(size)
  console.error(JSON.stringify(book))
  books.push(book)
}
console.log(JSON.stringify({ bench: 'lists', connections, requests, books }))
