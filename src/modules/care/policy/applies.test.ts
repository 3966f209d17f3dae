import { describe, expect, test } from 'vitest'
import { customer, packs, standard } from '../../../../test/care.ts'
import { appliesTo, hasNewTier } from './applies.ts'
import type { CareFacts } from './facts.ts'

describe('who belongs to a group', () => {
  const key = customer({ class: 'KEY', tier: 'CORE', segment: 'C', tags: ['ACTIVE', 'AT_RISK'] })
  test.each<[string, string, CareFacts, boolean]>([
    ['a key account', 'class:KEY', key, true],
    ['is no ordinary customer', 'class:GENERAL', key, false],
    ['the tier is another thing than the class', 'tier:GENERAL', key, false],
    ['a core customer', 'tier:CORE', key, true],
    ['no tier yet', 'tier:GENERAL', customer({ tier: null }), false],
    ['a stage', 'stage:MATURE', key, true],
    ['a private customer', 'segment:C', key, true],
    ['a tag among others', 'tag:AT_RISK', key, true],
    ['a tag it has not', 'tag:DORMANT', key, false],
    ['orders', 'group:HAS_ORDERS', key, true],
    ['no orders', 'group:HAS_ORDERS', customer({ validOrders: 0 }), false],
    ['a group nobody knows', 'group:FRIENDS', key, false],
  ])('%s: %s', (_, audience, facts, expected) => expect(appliesTo([audience], facts, false)).toBe(expected))

  test('any of several groups is enough, none of none', () => {
    expect(appliesTo(['class:KEY', 'tier:CORE'], customer({ tier: 'CORE' }), false)).toBe(true)
    expect(appliesTo([], key, false)).toBe(false)
  })
})

describe('§0.1.3 who is a new customer', () => {
  test.each<[string, Partial<CareFacts>, boolean, boolean]>([
    ['tier NEW where the driving model has one', { tier: 'NEW', stage: 'MATURE' }, true, true],
    ['another tier, although the stage is NEW', { tier: 'CORE', stage: 'NEW' }, true, false],
    ['stage NEW with an order, where it has none', { tier: 'GENERAL', stage: 'NEW', validOrders: 1 }, false, true],
    ['stage NEW without an order', { tier: 'GENERAL', stage: 'NEW', validOrders: 0 }, false, false],
  ])('%s', (_, facts, newByTier, expected) => {
    expect(appliesTo(['group:NEW_CUSTOMER'], customer(facts), newByTier)).toBe(expected)
  })

  test('the spend-tenure model has a tier NEW, the standard table has none until a cell names it', () => {
    expect(packs.map(({ name, document }) => [name, hasNewTier(document.tiering)])).toEqual([
      ['rfm-lifecycle', false],
      ['spend-tenure', true],
      ['key-ordinary', false],
    ])
    const [cell, ...others] = standard.tiering.table
    expect(hasNewTier({ ...standard.tiering, table: [{ ...cell!, tier: 'NEW' }, ...others] })).toBe(true)
  })
})
