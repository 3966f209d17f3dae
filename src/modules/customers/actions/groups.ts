import { inZone } from '../../../core/instant.ts'
import { type ReadContext, read } from '../../../platform/action.ts'
import { type Counted, lately } from '../../../platform/lately.ts'
import { sightText } from '../../../platform/scope.ts'
import * as contract from '../contract/groups.ts'
import * as queries from '../queries/groups.ts'
import { narrowed } from './narrowed.ts'

/** From so many customers on, figures of all of them may be a minute old. */
const many = 20_000

const zone = 'Asia/Shanghai'

type Figure = { count: number; amount12m: number | null }

const sum = (groups: readonly Figure[]): Figure => ({
  count: groups.reduce((n, g) => n + g.count, 0),
  amount12m: groups.some((g) => g.amount12m === null) ? null : groups.reduce((n, g) => n + (g.amount12m ?? 0), 0),
})

/** A figure of a filter, for whoever has this sight; with the time where it may be of a minute ago. */
const figure = async <T>(
  context: ReadContext,
  what: object,
  count: (today: string) => Promise<T>,
  size: (answer: T) => number,
): Promise<Counted<T> & { isOld: boolean }> => {
  const today = inZone(context.now, zone).day
  const isCostly = (answer: T) => size(answer) > many
  const key = `customers ${today} ${sightText(context.scope)} ${JSON.stringify(what)}`
  const counted = await lately(context, { key, count: () => count(today), isCostly })
  return { ...counted, isOld: isCostly(counted.answer) }
}

export const groupCustomers = read(contract.groupCustomers, async (context, { by, sums, ...asked }) => {
  const { db, scope } = context
  const filter = narrowed(context, asked)
  const { answer, countedAt, isOld } = await figure(
    context,
    { by, sums, filter },
    (today) => (sums ? queries.sumGroups(db, scope, filter, by, today) : queries.countGroups(db, scope, filter, by)),
    (groups) => sum(groups).count,
  )
  const [shown, rest] = [answer.slice(0, contract.mostGroups), answer.slice(contract.mostGroups)]
  const names = await queries.namesOf(db, by, shown)
  return {
    groups: shown.map((g) => ({ ...g, name: g.key === null ? null : (names.get(g.key) ?? null) })),
    rest: rest.length > 0 ? { groups: rest.length, ...sum(rest) } : null,
    countedAt: isOld ? countedAt : null,
  }
})

export const totalCustomers = read(contract.totalCustomers, async (context, asked) => {
  const { db, scope } = context
  const filter = narrowed(context, asked)
  const { answer, countedAt, isOld } = await figure(
    context,
    { filter },
    (today) => queries.totals(db, scope, filter, today),
    (found) => found.count,
  )
  return { ...answer, countedAt: isOld ? countedAt : null }
})
