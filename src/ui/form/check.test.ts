import { expect, test } from 'vitest'
import { z } from 'zod'
import { speaker } from '../../core/text.ts'
import { uiText } from '../text.ts'
import { check, missingFields } from './check.ts'

const say = speaker([uiText], 'zh-CN')
const schema = z.strictObject({
  name: z.string().trim().min(1).max(5),
  code: z.string().length(18).optional(),
  size: z.enum(['SMALL', 'LARGE']).optional(),
  staff: z.int().min(1).optional(),
  mail: z.email().optional(),
  tags: z.array(z.string()).min(1).optional(),
})

test.each([
  ['right values', { name: '云帆' }, []],
  ['no name', {}, [{ path: 'name', message: '必填。' }]],
  ['an empty name', { name: ' ' }, [{ path: 'name', message: '必填。' }]],
  ['a long name', { name: '宁波海棠精密' }, [{ path: 'name', message: '最多 5 个字。' }]],
  ['a short code', { name: '云帆', code: '91' }, [{ path: 'code', message: '至少 18 个字。' }]],
  ['an unknown size', { name: '云帆', size: 'HUGE' }, [{ path: 'size', message: '请从列表里选。' }]],
  ['words for a number', { name: '云帆', staff: '十' }, [{ path: 'staff', message: '请填数字。' }]],
  ['too small a number', { name: '云帆', staff: 0 }, [{ path: 'staff', message: '不能小于 1。' }]],
  ['no address', { name: '云帆', mail: 'x' }, [{ path: 'mail', message: '请填邮箱地址。' }]],
  ['an empty list', { name: '云帆', tags: [] }, [{ path: 'tags', message: '至少选 1 项。' }]],
])('%s', (_, values, expected) => {
  expect(check(schema, values, say)).toEqual(expected)
})

test('required fields without a value are named', () => {
  const values = { name: '  ', phone: null, owner: 0, agreed: false, tags: [] }
  expect(missingFields(['name', 'phone', 'owner', 'agreed', 'tags', 'day'], values)).toEqual(['name', 'phone', 'tags', 'day'])
})
