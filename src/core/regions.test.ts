import { describe, expect, test } from 'vitest'
import { defaultMacroRegions, macroRegionOf, provinces } from './provinces.ts'
import { citiesOf, districtsOf, placeIn, region } from './regions.ts'

describe('the divisions', () => {
  test('hold 34 provinces, 342 cities and 2,978 districts', () => {
    const cities = provinces().flatMap(({ code }) => citiesOf(code))
    expect(provinces()).toHaveLength(34)
    expect(cities).toHaveLength(342)
    expect(cities.flatMap(({ code }) => districtsOf(code))).toHaveLength(2978)
  })

  test('every code leads to its name', () => {
    expect(region('330206')).toEqual({ code: '330206', name: '北仑区', short: '北仑区' })
    expect(region('330200')?.short).toBe('宁波')
    expect(region('422800')?.short).toBe('恩施')
    expect(region('310100')?.name).toBe('上海市')
    expect(region('999999')).toBeNull()
  })
})

describe('TAG-04 the large regions', () => {
  test.each([
    ['330200', 'EAST'],
    ['440300', 'SOUTH'],
    ['420000', 'CENTRAL'],
    ['500000', 'SOUTHWEST'],
    ['150000', 'NORTH'],
    ['650000', 'NORTHWEST'],
    ['210000', 'NORTHEAST'],
    ['810000', 'OFFSHORE'],
  ])('%s lies in %s', (code, expected) => expect(macroRegionOf(code)).toBe(expected))

  test('a company may draw them otherwise', () => {
    expect(macroRegionOf('350100', { SOUTH: ['35', '44'] })).toBe('SOUTH')
    expect(macroRegionOf('330000', { SOUTH: ['35', '44'] })).toBeNull()
  })

  test('every province lies in exactly one of them', () => {
    const members = Object.values(defaultMacroRegions).flat()
    expect(members.toSorted()).toEqual(
      provinces()
        .map(({ code }) => code.slice(0, 2))
        .toSorted(),
    )
  })
})

describe('a place read from text', () => {
  test.each([
    ['浙江省宁波市北仑区明州路1号', '330000 330200 330206'],
    ['浙江 宁波 北仑区', '330000 330200 330206'],
    ['宁波海棠精密机械有限公司', '330000 330200'],
    ['海棠(宁波)精密机械有限公司', '330000 330200'],
    ['海棠（深圳）有限公司', '440000 440300'],
    ['上海市浦东新区世纪大道1号', '310000 310100 310115'],
    ['北京朝阳区建国路', '110000 110100 110105'],
    ['重庆市渝中区', '500000 500100 500103'],
    ['昆山恒达电子', '320000 320500 320583'],
    ['浙江义乌小商品', '330000 330700 330782'],
    ['吉林省吉林市', '220000 220200'],
    ['吉林市船营区', '220000 220200 220204'],
    ['内蒙古自治区呼和浩特市', '150000 150100'],
    ['恩施土家族苗族自治州', '420000 422800'],
    ['海南藏族自治州', '630000 632500'],
    ['海南椰风食品', '460000'],
    ['澄岳公司杭州市办事处', '330000 330100'],
    ['香港恒达有限公司', '810000'],
    ['东方市八所镇', '460000 469000 469007'],
  ])('%s', (text, expected) => {
    const place = placeIn(text)
    expect([place?.province, place?.city, place?.district].filter(Boolean).join(' ')).toBe(expected)
  })

  test.each([['东方电气股份'], ['阿里巴巴'], ['鼓楼区中山路'], ['海棠精密'], ['']])('%s names no place', (text) =>
    expect(placeIn(text)).toBeNull(),
  )
})
