// Tier runs over a made-up book: `npm run bench -- tiering`; KEWEI_BENCH_CUSTOMERS and KEWEI_BENCH_ORDERS set its size.
import { openStage, type Stage, timed } from './stage.ts'

const customers = Number(process.env['KEWEI_BENCH_CUSTOMERS'] ?? 1_000_000)
const orders = Number(process.env['KEWEI_BENCH_ORDERS'] ?? 20_000_000)

async function fill(stage: Stage): Promise<void> {
  await stage.sql(
    `insert into customer (customer_no, name, name_key, name_identity, created_at, changed_at)
     select 'C' || lpad(i::text, 8, '0'), 'Customer ' || i, 'CUSTOMER ' || i, 'customer' || i, now(), now() from generate_series(1, $1::int) i`,
    [customers],
  )
  // Skewed like real books: a few customers buy very often; three years; one order in forty is a credit.
  const half = (from: number) =>
    stage.sql(
      `insert into purchase_order (customer_id, ordered_at, ordered_on, net_amount, order_no)
     select c, d + time '10:00', d, case when random() < 0.025 then -1 else 1 end * (100000 + floor(random() * 9900000))::bigint, 'O' || i
     from (select i, 1 + floor(power(random(), 1.6) * $1)::int as c, current_date - floor(random() * 1095)::int as d
       from generate_series($2::int, $3::int, 2) i) o`,
      [customers, from, orders],
    )
  await Promise.all([half(1), half(2)])
  await stage.sql('vacuum analyze purchase_order')
  const client = await stage.deployment.owner.connect()
  try {
    await client.query('set search_path = kewei')
    await client.query(`insert into purchase_facts (customer_id, ledger, first_valid_on, last_valid_on, valid_orders, order_days, net_total)
      select customer_id, string_agg(int4send(ordered_on - date '1970-01-01') || int4send(orders) || int8send(net), ''::bytea order by ordered_on),
        min(ordered_on) filter (where orders > 0), max(ordered_on) filter (where orders > 0), sum(orders)::int, (count(*) filter (where orders > 0))::int, sum(net)::bigint
      from (select customer_id, ordered_on, (count(*) filter (where net_amount > 0))::int as orders, sum(net_amount)::bigint as net from purchase_order group by 1, 2) d group by 1`)
  } finally {
    client.release()
  }
  // What the database does in the days after such a load; otherwise it would do it during the measurement.
  await stage.sql('vacuum analyze')
  await stage.sql('checkpoint')
}

const bare = `select count(*), sum(r), sum(f), sum(m) from (
  select customer_id, max(ordered_on) - current_date as r, count(*) filter (where ordered_on > current_date - 90 and net_amount > 0) as f,
    sum(net_amount) filter (where ordered_on > current_date - interval '12 months') as m
  from purchase_order where status = 'CONFIRMED' group by customer_id) x`

async function run(stage: Stage, input: object): Promise<number> {
  const { jobId } = (await stage.call('tiering.start', input)) as { jobId: number }
  const { ms } = await timed(() => stage.runJob(jobId))
  const [job] = await stage.sql<{ state: string; result: string; problem: string }>(
    'select state, result, problem from job where id = $1',
    [jobId],
  )
  if (job?.state !== 'DONE') throw new Error(`run ended ${job?.state}: ${job?.problem}`)
  console.error(job.result)
  return ms
}

const stage = await openStage()
try {
  const filling = await timed(() => fill(stage))
  console.error(`filled in ${Math.round(filling.ms / 1000)} s`)
  await stage.sql(bare)
  const aggregation = (await timed(() => stage.sql(bare))).ms
  const first = await run(stage, {})
  const again = await run(stage, {})
  await stage.sql("insert into customer_touched select 'tiering', id from customer where id % 100 = 7")
  const nightly = await run(stage, { incremental: true })
  const replay = await run(stage, { asOf: new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10) })
  console.log(
    JSON.stringify({
      bench: 'tiering',
      customers,
      orders,
      ms: { aggregation, first, again, nightly, replay },
      ratios: {
        firstToAggregation: first / aggregation,
        againToAggregation: again / aggregation,
        fullToNightly: again / nightly,
        firstToNightly: first / nightly,
      },
    }),
  )
} finally {
  await stage.close()
}
