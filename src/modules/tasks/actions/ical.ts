import { Readable } from 'node:stream'
import { addDays } from '../../../core/day.ts'
import { found, Problem } from '../../../core/problem.ts'
import type { Say } from '../../../core/text.ts'
import { type Caller, change, may, type ReadContext, read } from '../../../platform/action.ts'
import type { Download } from '../../../platform/http/routes.ts'
import { hashOfShown, newSecret, ownId, shownSecret } from '../../organisation/actions/secrets.ts'
import { personEvent } from '../../organisation/policy/events.ts'
import { worthNoting } from '../../organisation/policy/sessions.ts'
import * as contract from '../contract/ical.ts'
import { type CalendarEvent, icalText } from '../policy/ical.ts'
import { workedOn } from '../policy/standing.ts'
import { type FedTask, feedByHash, feedsOf, tasksToFeed } from '../queries/ical.ts'
import { deleteFeed, insertFeed, lockFeeds, noteFeedUse } from '../store/ical.ts'
import { dayAt, titled } from './holding.ts'

export const listFeeds = read(contract.listFeeds, async ({ db, actor }) => ({ feeds: await feedsOf(db, ownId(actor)) }))

export const createFeed = change(contract.createFeed, async ({ tx, actor, company, now }, { name, withNames }) => {
  const personId = ownId(actor)
  if ((await lockFeeds(tx, personId)) >= contract.mostFeeds) throw new Problem('refused', 'too-many-feeds', { most: contract.mostFeeds })
  const { secret, hash } = newSecret()
  const id = await insertFeed(tx, { personId, hash, name, withNames, createdAt: now })
  return {
    result: { id, name, withNames, createdAt: now, usedAt: null, token: shownSecret(company.key, secret) },
    events: [personEvent('calendar-feed.created', { id: personId }, { after: { feedId: id, name, withNames } })],
  }
})

export const revokeFeed = change(contract.revokeFeed, async ({ tx, actor }, { id }) => {
  const personId = ownId(actor)
  if (!(await deleteFeed(tx, personId, id))) found(undefined, 'calendar-feed')
  return {
    result: { done: true as const },
    events: [personEvent('calendar-feed.revoked', { id: personId }, { before: { feedId: id } })],
  }
})

/** Days back that settled tasks stay in a calendar. */
const lookBack = 30

export const readFeed = read(contract.readFeed, async (context, { token }): Promise<Download> => {
  const { db, company, house, locale, now } = context
  const feed = found(await feedByHash(db, hashOfShown(company.key, token)), 'calendar-feed')
  const owner = found(await ownerOf(context, feed), 'calendar-feed')
  if (worthNoting(feed.usedAt, now)) await noteFeedUse(company, feed.id, now)
  const tasks = await tasksToFeed(db, feed.personId, addDays(dayAt(now), -lookBack))
  const titles = new Map((await titled(db, company, tasks)).map((row) => [row.id, row.title]))
  const say = house.say(locale)
  const events = tasks.map((task) => eventOf({ ...task, title: titles.get(task.id) ?? null }, { company: company.key, ...feed, say }))
  const text = icalText(say('ical.name', { name: owner.actor.name }), events)
  return { name: 'kewei.ics', mediaType: 'text/calendar; charset=utf-8', open: () => Readable.from([text]) }
})

/** The owner of a link with the rights of this moment, unless shut out or without sight of tasks. */
async function ownerOf(
  { company, house, now, requestId }: ReadContext,
  feed: { personId: number; name: string },
): Promise<Caller | undefined> {
  const who = { personId: feed.personId, kind: 'PERSON' as const, name: feed.name }
  const owner = await house.identify(who, { company, now, requestId, permissions: house.permissions })
  return owner && may(owner.actor, contract.listFeeds.permission) ? owner : undefined
}

/** A kind of a company's own policy has no word here. */
function kindWords(kind: string, say: Say): string {
  const words = say(`task.kind.${kind}`)
  return words === kind ? say('task.kind.OTHER') : words
}

type Telling = { company: string; withNames: boolean; say: Say }

function eventOf(task: FedTask, { company, withNames, say }: Telling): CalendarEvent {
  const kind = kindWords(task.kind, say)
  const what = task.title ?? kind
  const summary = withNames && task.customerName !== null ? `${task.customerName} · ${what}` : what
  const lines = [
    say('ical.window', { from: task.windowFrom, to: task.windowTo }),
    ...(task.ruleId === null ? [] : [say('ical.rule', { rule: task.ruleId })]),
    ...(task.state === 'OPEN' ? [] : [say(`task.state.${task.state}`)]),
  ]
  return {
    uid: `task-${task.id}@${company}.kewei`,
    day: task.doneOn ?? workedOn(task),
    summary: task.state === 'DONE' ? `✓ ${summary}` : summary,
    description: lines.join('\n'),
    category: kind,
    sequence: task.version,
    cancelled: task.state === 'ENDED' || task.state === 'WAIVED',
    createdAt: task.createdAt,
    changedAt: task.changedAt,
  }
}
