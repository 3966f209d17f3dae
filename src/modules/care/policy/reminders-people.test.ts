import { describe, expect, test } from 'vitest'
import { addressees, doneBy, type People } from './reminders-people.ts'

const [company, east, team, west] = [1, 2, 3, 4]
const [gu, lu, han, shen, bai, jiang] = [10, 11, 12, 13, 14, 15]

/** East lies in the company and has a head, lu; its team has none; han heads the west, gu is general manager of all, jiang hands out work. */
const people: People = {
  organisation: {
    holders: [
      { post: 'UNIT_HEAD', personId: lu, unitId: east },
      { post: 'UNIT_HEAD', personId: han, unitId: west },
      { post: 'GENERAL_MANAGER', personId: gu, unitId: null },
    ],
    parentOf: new Map([
      [company, null],
      [east, company],
      [team, east],
      [west, company],
    ]),
    deputies: [{ personId: lu, deputyId: bai, fromOn: '2026-11-20', untilOn: '2026-11-25' }],
    today: '2026-11-30',
  },
  grants: [
    { personId: jiang, unitId: null, permissions: ['tasks.assign'], scope: 'ALL' },
    { personId: gu, unitId: company, permissions: ['customers.read'], scope: 'ALL' },
    { personId: lu, unitId: east, permissions: ['customers.read'], scope: 'UNIT' },
    { personId: han, unitId: west, permissions: ['customers.read'], scope: 'UNIT' },
  ],
  names: new Map([gu, lu, han, shen, bai, jiang].map((id) => [id, String(id)])),
}
const gone = (...ids: number[]): People => ({ ...people, names: new Map([...people.names].filter(([id]) => !ids.includes(id))) })
const on = (today: string): People => ({ ...people, organisation: { ...people.organisation, today } })

type Case = [says: string, post: string, whose: { assigneeId: number | null; unitId: number | null }, people: People, told: number[]]

/** A head who sees no more than their own customers. */
const blind: People = { ...people, grants: people.grants.map((g) => (g.personId === lu ? { ...g, scope: 'OWN' } : g)) }
const cases: Case[] = [
  ['whoever does it', 'ASSIGNEE', { assigneeId: shen, unitId: team }, people, [shen]],
  ['the head of the next unit above, when nobody has it', 'ASSIGNEE', { assigneeId: null, unitId: team }, people, [lu]],
  ['the same when whoever had it has left', 'ASSIGNEE', { assigneeId: shen, unitId: team }, gone(shen), [lu]],
  ['the head', 'UNIT_HEAD', { assigneeId: shen, unitId: west }, people, [han]],
  ['of a head’s own duty not the head, but those who hand out work', 'UNIT_HEAD', { assigneeId: lu, unitId: team }, people, [jiang]],
  ['those who hand out work, where no unit says who heads it', 'UNIT_HEAD', { assigneeId: shen, unitId: null }, people, [jiang]],
  ['whoever holds a post for the whole company', 'GENERAL_MANAGER', { assigneeId: shen, unitId: team }, people, [gu]],
  ['those who hand out work, where the post is empty', 'PROGRAMME_LEAD', { assigneeId: shen, unitId: team }, people, [jiang]],
  ['the deputy of the day too', 'UNIT_HEAD', { assigneeId: shen, unitId: team }, on('2026-11-21'), [lu, bai]],
  ['a deputy who does it once', 'ASSIGNEE', { assigneeId: lu, unitId: team }, on('2026-11-21'), [lu, bai]],
  [
    'no deputy who has left',
    'UNIT_HEAD',
    { assigneeId: shen, unitId: team },
    { ...gone(bai), organisation: on('2026-11-21').organisation },
    [lu],
  ],
  ['not a head who does not see the customer', 'UNIT_HEAD', { assigneeId: shen, unitId: team }, blind, [jiang]],
  ['nobody where there is nobody', 'UNIT_HEAD', { assigneeId: shen, unitId: null }, { ...people, grants: [] }, []],
]

describe('CARE-26 a step tells', () => {
  test.each(cases)('%s (%s)', (_, post, whose, who, told) => {
    expect(addressees({ post }, { ...whose, customer: { ownerId: shen, unitId: whose.unitId } }, who)).toEqual(told)
  })

  test('who has left does nothing any more', () => {
    expect(doneBy({ assigneeId: shen }, people)).toBe(shen)
    expect(doneBy({ assigneeId: shen }, gone(shen))).toBeNull()
  })
})
