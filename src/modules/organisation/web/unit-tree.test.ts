import { expect, test } from 'vitest'
import type { Unit } from '../contract.ts'
import { inTree, unitOptions, withinUnit } from './unit-tree.ts'

const unit = (id: number, name: string, parentId: number | null): Unit => ({ id, name, parentId, kind: 'DEPARTMENT', version: 1 })
const units = [unit(4, '乙组', 2), unit(1, '总公司', null), unit(3, '甲组', 2), unit(2, '销售部', 1)]

test('units stand below the one they belong to', () => {
  expect(inTree(units).map((p) => `${p.depth} ${p.unit.name}`)).toEqual(['0 总公司', '1 销售部', '2 甲组', '2 乙组'])
})

test('a unit whose parent is out of sight stands at the top', () => {
  expect(inTree(units.filter((u) => u.id !== 1)).map((p) => p.depth)).toEqual([0, 1, 1])
})

test('a unit cannot be moved into itself or anything below it', () => {
  expect([...withinUnit(units, 2)].sort()).toEqual([2, 3, 4])
})

test('a picker names the units above, but not the company everything stands in', () => {
  expect(unitOptions(units).map((o) => o.label)).toEqual(['总公司', '销售部', '销售部 / 甲组', '销售部 / 乙组'])
})
