import { describe, expect, test } from 'vitest'
import { provinces } from '../../../core/provinces.ts'
import { tagGroups } from '../contract.ts'
import { defaultNeedTags } from './need-tags.ts'
import { baseTags, industryTagName, isHandWritten, passesTagFilter, productNeed, sizeClasses } from './tags.ts'

const nothing = { industryCode: null, sizeClass: null, province: null }
const codes = (customer: Partial<Parameters<typeof baseTags>[0]>) => baseTags({ ...nothing, ...customer }).map(({ code }) => code)

describe('base tags follow from the file', () => {
  test.each([
    ['TAG-02 a manufacturer', { industryCode: '3421' }, 'INDUSTRY_C', '制造业'],
    ['TAG-02 a retailer shows 零售业', { industryCode: '5212' }, 'INDUSTRY_52', '零售业'],
    ['TAG-02 a wholesaler', { industryCode: '51' }, 'INDUSTRY_F', '批发和零售业'],
    ['TAG-03 a large company', { sizeClass: 'LARGE' as const }, 'SIZE_LARGE', null],
    ['TAG-04 Zhejiang', { province: '330000' }, 'REGION_EAST', null],
    ['TAG-04 Guangxi', { province: '450000' }, 'REGION_SOUTH', null],
  ])('%s', (_, customer, code, name) => {
    expect(codes(customer)).toEqual([code])
    expect(industryTagName(code)).toBe(name)
  })

  test('TAG-03 all but large companies are 中小企业', () => {
    expect(sizeClasses.map((sizeClass) => codes({ sizeClass })[0])).toEqual(['SIZE_LARGE', 'SIZE_SME', 'SIZE_SME', 'SIZE_SME'])
  })

  test('TAG-04 every province has its region, as the company draws them', () => {
    for (const { code } of provinces()) expect(codes({ province: code })).toHaveLength(1)
    expect(baseTags({ ...nothing, province: '350000' }, { SOUTH: ['35'] })).toEqual([{ group: 'BASIC', code: 'REGION_SOUTH' }])
  })

  test('what is not known or not in the standard has no tag', () => {
    expect(codes({})).toEqual([])
    expect(codes({ industryCode: '99', province: '99' })).toEqual([])
  })

  test('all three together stand in a fixed order', () => {
    expect(codes({ industryCode: '34', sizeClass: 'SMALL', province: '330000' })).toEqual(['INDUSTRY_C', 'SIZE_SME', 'REGION_EAST'])
  })
})

test('TAG-01 there are five groups, and tags are filtered by all and by any', () => {
  expect(tagGroups).toHaveLength(5)
  const has = ['INDUSTRY_C', 'SIZE_SME', 'REGION_EAST']
  expect(passesTagFilter(has, { all: ['INDUSTRY_C', 'REGION_EAST'], any: [] })).toBe(true)
  expect(passesTagFilter(has, { all: ['INDUSTRY_C', 'REGION_SOUTH'], any: [] })).toBe(false)
  expect(passesTagFilter(has, { all: ['INDUSTRY_C'], any: ['REGION_SOUTH', 'REGION_EAST'] })).toBe(true)
  expect(passesTagFilter(has, { all: [], any: ['REGION_SOUTH'] })).toBe(false)
})

test('TAG-11 TAG-12 the vocabulary of needs begins with products and services', () => {
  expect(defaultNeedTags.map(({ zh }) => zh)).toEqual(expect.arrayContaining(['A 类产品', 'B 类产品', '售后支持', '定制化']))
  expect(new Set(defaultNeedTags.map(({ code }) => code)).size).toBe(defaultNeedTags.length)
  expect(productNeed('a')).toEqual({ group: 'NEED', code: 'NEED_PRODUCT_A' })
})

test('TAG-18 only needs are written by hand', () => {
  expect(tagGroups.filter((group) => isHandWritten({ group }))).toEqual(['NEED'])
})
