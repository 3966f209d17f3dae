import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { endOfDay, instant, instantAt, inZone, isZone, startOfDay, toShanghai } from './instant.ts'

const wireDate = fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })
const modernDate = fc.date({ min: new Date('1970-01-02T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
const zones = ['Asia/Shanghai', 'UTC', 'America/New_York', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia']

describe('instant on the wire', () => {
  test.each([
    ['2026-11-20T10:00:00+08:00', '2026-11-20T02:00:00.000Z'],
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00.5-05:30', '2026-11-20T15:30:00.500Z'],
    ['2024-02-29T00:00:00+14:00', '2024-02-28T10:00:00.000Z'],
  ])('reads %s', (text, utc) => expect(instant.decode(text).toISOString()).toBe(utc))

  test.each([
    '2026-11-20T10:00:00',
    '2026-11-20',
    '2026-02-30T10:00:00Z',
    '2026-11-20T25:00:00Z',
    '2026-11-20T10:00:00+0800',
    '0000-01-01T00:00:00Z',
    'yesterday',
  ])('refuses %s', (text) => expect(instant.safeDecode(text).success).toBe(false))

  it('writes what it reads', () => {
    fc.assert(
      fc.property(wireDate, (date) => {
        expect(instant.decode(instant.encode(date))).toEqual(date)
      }),
    )
  })

  it('refuses to write an invalid date', () => {
    expect(instant.safeEncode(new Date(Number.NaN)).success).toBe(false)
  })

  it('has a JSON Schema on its input side', () => {
    expect(z.toJSONSchema(z.object({ at: instant }), { io: 'input' })).toMatchObject({
      properties: { at: { type: 'string', format: 'date-time' } },
    })
  })
})

test.each([
  ['2026-11-20T02:00:00Z', '2026-11-20T10:00:00+08:00'],
  ['2026-12-31T16:00:00Z', '2027-01-01T00:00:00+08:00'],
  ['2026-11-20T02:00:00.120Z', '2026-11-20T10:00:00.120+08:00'],
])('%s is written %s', (utc, expected) => expect(toShanghai(new Date(utc))).toBe(expected))

describe('wall clocks', () => {
  test.each([
    ['2026-11-20T15:59:59.999Z', 'Asia/Shanghai', '2026-11-20', 1439],
    ['2026-11-20T16:00:00Z', 'Asia/Shanghai', '2026-11-21', 0],
    ['1990-07-01T00:00:00Z', 'Asia/Shanghai', '1990-07-01', 540],
    ['2026-01-01T00:00:00Z', 'America/New_York', '2025-12-31', 1140],
    ['2026-07-01T00:00:00Z', 'America/New_York', '2026-06-30', 1200],
    ['2026-07-01T00:00:00Z', 'Asia/Kathmandu', '2026-07-01', 345],
  ])('at %s a clock in %s shows %s and %i minutes', (utc, zone, day, minutes) => {
    expect(inZone(new Date(utc), zone)).toEqual({ day, minutes })
  })

  test.each([
    ['an ordinary day', '2026-11-20', 'Asia/Shanghai', '2026-11-19T16:00:00Z', '2026-11-20T16:00:00Z'],
    ['clocks set forward, 23 hours', '2026-03-08', 'America/New_York', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    ['clocks set back, 25 hours', '2026-11-01', 'America/New_York', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
    ['midnight skipped', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z', '2018-11-05T02:00:00Z'],
    ['midnight shown twice', '2018-11-04', 'America/Havana', '2018-11-04T04:00:00Z', '2018-11-05T05:00:00Z'],
    ['a day that never was', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-30T10:00:00Z'],
    ['summer time in China', '1986-05-04', 'Asia/Shanghai', '1986-05-03T16:00:00Z', '1986-05-04T15:00:00Z'],
  ])('%s: %s in %s', (_, day, zone, start, end) => {
    expect(startOfDay(day, zone)).toEqual(new Date(start))
    expect(endOfDay(day, zone)).toEqual(new Date(end))
  })

  it('gives the moment of the jump for a time the clock skips, the first for a time it shows twice', () => {
    expect(instantAt('2026-03-08', 150, 'America/New_York')).toEqual(new Date('2026-03-08T07:00:00Z'))
    expect(instantAt('2026-11-01', 90, 'America/New_York')).toEqual(new Date('2026-11-01T05:30:00Z'))
  })

  it('puts every instant inside its own day', () => {
    fc.assert(
      fc.property(modernDate, fc.constantFrom(...zones), (date, zone) => {
        const { day, minutes } = inZone(date, zone)
        expect(startOfDay(day, zone).getTime()).toBeLessThanOrEqual(date.getTime())
        expect(endOfDay(day, zone).getTime()).toBeGreaterThan(date.getTime())
        expect(instantAt(day, minutes, zone).getTime()).toBeLessThanOrEqual(date.getTime())
      }),
    )
  })

  test.each([
    ['Asia/Shanghai', true],
    ['Mars/Olympus', false],
    ['', false],
  ])('zone %s: %s', (name, expected) => expect(isZone(name)).toBe(expected))
})
