import { expect, test } from 'vitest'
import { assign, assignedBy, columnsOf } from './mapping.ts'

const header = ['公司名', '电话', '电话', '', '备注2']

test('a map says for each column where it goes', () => {
  expect(assignedBy('customers', { columns: { name: '公司名', phone: '#3' } }, header)).toEqual([
    'name',
    undefined,
    'phone',
    undefined,
    undefined,
  ])
})

test('columns are named by their header, and by their place where that does not tell them apart', () => {
  expect(columnsOf(['name', 'phone', undefined, 'remark', undefined], header)).toEqual({ name: '公司名', phone: '#2', remark: '#4' })
})

test('what is sent means the same columns again', () => {
  const assigned = ['name', undefined, 'phone', 'remark', 'source']
  expect(assignedBy('customers', { columns: columnsOf(assigned, header) }, header)).toEqual(assigned)
})

test('a field has one column: the later choice takes it from the earlier', () => {
  expect(assign(['name', 'phone', undefined], 2, 'phone')).toEqual(['name', undefined, 'phone'])
  expect(assign(['name', 'phone', undefined], 1, undefined)).toEqual(['name', undefined, undefined])
})
