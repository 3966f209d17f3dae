import { describe, expect, test } from 'vitest'
import { industriesBelow, industry, industryAbove, industryIn, isIndustryCode } from './industries.ts'
import { sectionOf, sections } from './industry-sections.ts'

describe('DQ-02 the classification', () => {
  test('holds 20 sections, 97 divisions, 473 groups and 1,381 classes, each below the one above', () => {
    const divisions = sections().flatMap(({ code }) => industriesBelow(code))
    const groups = divisions.flatMap(({ code }) => industriesBelow(code))
    const classes = groups.flatMap(({ code }) => industriesBelow(code))
    expect([sections().length, divisions.length, groups.length, classes.length]).toEqual([20, 97, 473, 1381])
    for (const { code, name } of [...divisions, ...groups, ...classes]) {
      expect(industry(industryAbove(code) ?? '')).not.toBeNull()
      expect(name).toMatch(/^\S{2,}$/)
    }
  })

  test.each([
    ['3421', 'C'],
    ['52', 'F'],
    ['70', 'K'],
    ['C', 'C'],
    ['99', null],
  ])('%s belongs to %s', (code, section) => expect(sectionOf(code)).toBe(section))

  test('a code is stored from the division on', () => {
    expect(['C', '34', '342', '3421', '3499x', '98'].filter(isIndustryCode)).toEqual(['34', '342', '3421'])
  })
})

describe('DQ-02 a cell is understood', () => {
  test.each([
    ['C34', '34'],
    ['c34', '34'],
    ['C 34 通用设备制造', '34'],
    ['3421', '3421'],
    ['34-通用设备', '34'],
    ['Ｃ３４２１', '3421'],
    ['C', 'C'],
    ['制造业', 'C'],
    ['通用设备制造业', '34'],
    ['通用设备制造', '34'],
    ['零售业', '52'],
    ['批发业', '51'],
    ['批发和零售业', 'F'],
    ['医药制造业', '27'],
  ])('exactly: %s is %s', (cell, code) => expect(industryIn(cell)).toMatchObject({ industry: { code }, isExact: true }))

  test.each([
    ['机械厂', '34'],
    ['连锁超市', '521'],
    ['汽车4S店', '526'],
    ['酒店管理', '61'],
    ['软件开发公司', '65'],
    ['XX工厂', 'C'],
  ])('by a word: %s is probably %s', (cell, code) => expect(industryIn(cell)).toMatchObject({ industry: { code }, isExact: false }))

  test.each([['D34'], ['9999'], ['不详'], [''], ['Tesla']])('%s says nothing known', (cell) => expect(industryIn(cell)).toBeNull())

  test('every name of the standard leads back to an industry of that name', () => {
    for (const { code } of sections().flatMap((one) => industriesBelow(one.code))) {
      expect(industryIn(industry(code)?.name ?? '')).toMatchObject({ industry: { name: industry(code)?.name }, isExact: true })
    }
  })
})
