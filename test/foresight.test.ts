import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dayNumber } from '../src/core/day.ts'
import { churnOf, churnRisk, fitMbgNbd, fitNbd } from '../src/modules/foresight/policy/churn.ts'
import { type CountedHistory, countAlike, historyOf } from '../src/modules/foresight/policy/history.ts'
import { buildLedger } from '../src/modules/purchases/policy.ts'

/** Parameters and log-likelihoods are those of the published papers and packages: Batislam et al. 2007, BTYD, lifetimes. */
const counted = new URL('./fixtures/cdnow/histories.csv', import.meta.url)
const cdnow = new URL('../../shared/data/lifetimes/CDNOW_sample.txt', import.meta.url)
const invoices = new URL('../../shared/data/online-retail/invoices.csv', import.meta.url)
const northwind = new URL('../../shared/data/northwind/create.sqlite.sql', import.meta.url)

const linesOf = (file: URL) => readFileSync(file, 'utf8').trim().split('\n')

function fixture(): CountedHistory[] {
  const [, ...lines] = linesOf(counted)
  return lines.map((line) => {
    const [repeats = 0, last = 0, days = 0, customers = 0] = line.split(',').map(Number)
    return { repeats, lastWeek: last / 7, weeks: days / 7, customers }
  })
}

/** Histories from order rows, by way of ledgers as the product keeps them. */
function historiesOf(rows: readonly { customer: string; day: string; amount: number }[], asOf: string): CountedHistory[] {
  const books = [...Map.groupBy(rows, ({ customer }) => customer).values()]
  const histories = books.map((own) =>
    historyOf(buildLedger(own.map(({ day, amount }) => ({ on: dayNumber(day), net: amount }))), dayNumber(asOf)),
  )
  return countAlike(histories.filter((h) => h !== undefined))
}

const size = (histories: readonly CountedHistory[]): number => histories.reduce((sum, h) => sum + h.customers, 0)

describe('SEG-14 the CDNOW sample', () => {
  const histories = fixture()

  test('holds 2,357 customers, 946 of whom ordered again', () => {
    expect(size(histories)).toBe(2357)
    expect(size(histories.filter((h) => h.repeats > 0))).toBe(946)
    expect(histories.reduce((sum, h) => sum + h.repeats * h.customers, 0)).toBe(2457)
  })

  test('NBD and MBG/NBD find the published parameters', () => {
    const nbd = fitNbd(histories)
    expect(nbd.model.r).toBeCloseTo(0.3848, 4)
    expect(nbd.model.alpha).toBeCloseTo(12.072, 3)
    expect(nbd.logLikelihood).toBeCloseTo(-9763.658, 3)
    const { model, logLikelihood, atBound } = fitMbgNbd(histories, nbd.model)
    expect(model.r).toBeCloseTo(0.525, 3)
    expect(model.alpha).toBeCloseTo(6.183, 3)
    expect(model.a).toBeCloseTo(0.891, 3)
    expect(model.b).toBeCloseTo(1.614, 3)
    expect(logLikelihood).toBeCloseTo(-9582.136, 3)
    expect(atBound).toBe(false)
  })

  test('shows who has left: the risk of whoever ordered once is neither nothing nor certain', () => {
    const churn = churnOf(histories)
    expect(churn).toMatchObject({ known: true })
    if (!churn.known) return
    const { r, alpha, a, b } = churn.model
    const odds = (a / b) * ((alpha + 38.86) / alpha) ** r
    expect(churnRisk(churn.model, { repeats: 0, lastWeek: 0, weeks: 38.86 })).toBeCloseTo(odds / (1 + odds), 10)
    expect(odds / (1 + odds)).toBeGreaterThan(0.5)
  })

  const absent = existsSync(cdnow) ? '' : ' (skipped: ../shared/data/lifetimes is not here)'
  test.skipIf(absent !== '')(`the counts are those of its orders${absent}`, () => {
    const rows = linesOf(cdnow).map((line) => {
      const [, customer = '', on = ''] = line.trim().split(/\s+/)
      return { customer, day: `${on.slice(0, 4)}-${on.slice(4, 6)}-${on.slice(6)}`, amount: 1 }
    })
    const key = (h: CountedHistory) => JSON.stringify([h.repeats, h.lastWeek, h.weeks, h.customers])
    expect(historiesOf(rows, '1997-09-30').map(key).sort()).toEqual(histories.map(key).sort())
  })
})

describe('SEG-14 §0.1.14 books that do not show who has left', () => {
  const noInvoices = existsSync(invoices) ? '' : ' (skipped: ../shared/data/online-retail is not here)'
  test.skipIf(noInvoices !== '')(`Online Retail${noInvoices}`, () => {
    const rows = linesOf(invoices)
      .slice(1)
      .map((line) => {
        const [, customer = '', at = '', , , amount = ''] = line.split(',')
        return { customer, day: at.slice(0, 10), amount: Math.round(Number(amount) * 100) }
      })
    const histories = historiesOf(rows, '2011-12-09')
    expect(size(histories)).toBe(4338)
    const nbd = fitNbd(histories)
    expect(nbd.model.r).toBeCloseTo(0.8276, 4)
    expect(nbd.logLikelihood).toBeCloseTo(-37645.66, 2)
    expect(churnOf(histories)).toMatchObject({ known: false })
  })

  const noNorthwind = existsSync(northwind) ? '' : ' (skipped: ../shared/data/northwind is not here)'
  test.skipIf(noNorthwind !== '')(`Northwind${noNorthwind}`, () => {
    const orders = readFileSync(northwind, 'utf8').matchAll(/INSERT INTO Orders\s+Values \('\d+','(\w+)',\d+,'(\d{4}-\d\d-\d\d)/g)
    const rows = [...orders].map(([, customer = '', day = '']) => ({ customer, day, amount: 1 }))
    expect(rows).toHaveLength(830)
    const histories = historiesOf(rows, '1998-05-06')
    expect(size(histories)).toBe(89)
    const nbd = fitNbd(histories)
    expect(nbd.model.r).toBeCloseTo(4.5695, 3)
    expect(nbd.logLikelihood).toBeCloseTo(-2340.957, 2)
    expect(churnOf(histories)).toMatchObject({ known: false })
  })
})
