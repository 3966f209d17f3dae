import { z } from 'zod'
import { endpoint } from '../../../core/endpoint.ts'
import { instant } from '../../../core/instant.ts'

const id = z.int()

const feed = z.strictObject({ id, name: z.string(), withNames: z.boolean(), createdAt: instant, usedAt: instant.nullable() })
export type Feed = z.output<typeof feed>

/** So many links a person has at most. */
export const mostFeeds = 10

export const listFeeds = endpoint({
  name: 'calendarFeeds.list',
  summary: 'The own calendar links, without their secrets',
  method: 'GET',
  path: '/calendar-feeds',
  permission: 'tasks.read',
  input: z.strictObject({}),
  output: z.strictObject({ feeds: z.array(feed) }),
})

export const createFeed = endpoint({
  name: 'calendarFeeds.create',
  summary: 'Make a link by which a calendar program shows one’s tasks; it is answered this once',
  method: 'POST',
  path: '/calendar-feeds',
  permission: 'tasks.read',
  input: z.strictObject({
    name: z.string().trim().min(1).max(60),
    /** Names of customers stand in the calendar too. */
    withNames: z.boolean().default(true),
  }),
  output: feed.extend({ token: z.string() }),
})

export const revokeFeed = endpoint({
  name: 'calendarFeeds.revoke',
  summary: 'Revoke an own calendar link',
  method: 'DELETE',
  path: '/calendar-feeds/:id',
  permission: 'tasks.read',
  input: z.strictObject({ id }),
  output: z.strictObject({ done: z.literal(true) }),
})

/** For calendar programs, which bring neither cookie nor header: the address is the key. */
export const readFeed = endpoint({
  name: 'calendarFeeds.read',
  summary: 'One’s own tasks as an iCalendar file (RFC 5545): open ones, and those of the last 30 days',
  method: 'GET',
  path: '/ical/:token.ics',
  permission: 'public',
  input: z.strictObject({ token: z.string().min(20).max(200) }),
  output: z.unknown(),
  reply: 'file',
  keyInPath: 'token',
  rateLimit: 120,
})
