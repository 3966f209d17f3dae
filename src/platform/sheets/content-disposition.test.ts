import { describe, expect, it } from 'vitest'
import { contentDisposition, safeFileName } from './content-disposition.ts'

describe('A31 download names', () => {
  it.each([
    ['客户 2024.xlsx', `attachment; filename="__ 2024.xlsx"; filename*=UTF-8''%E5%AE%A2%E6%88%B7%202024.xlsx`],
    [`a"b\\c;d'e(1)%.csv`, `attachment; filename="a_b_c;d'e(1)_.csv"; filename*=UTF-8''a_b_c%3Bd%27e%281%29%25.csv`],
    ['x\r\nSet-Cookie: a=b.csv', `attachment; filename="xSet-Cookie_ a=b.csv"; filename*=UTF-8''xSet-Cookie_%20a%3Db.csv`],
    ['𠮷.csv', `attachment; filename="_.csv"; filename*=UTF-8''%F0%A0%AE%B7.csv`],
    ['\ud800.csv', `attachment; filename="_.csv"; filename*=UTF-8''%EF%BF%BD.csv`],
  ])('%j', (name, header) => {
    expect(contentDisposition(name)).toBe(header)
  })

  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..\\..\\x.csv', '_.._x.csv'],
    ['/etc/passwd', '_etc_passwd'],
    ['C:\\x.csv', 'C__x.csv'],
    ['a\0.csv', 'a.csv'],
    ['CON', '_CON'],
    ['nul.csv', '_nul.csv'],
    ['console.csv', 'console.csv'],
    ['.htaccess', 'htaccess'],
    ['report\u202excslx.exe', 'reportxcslx.exe'],
    ['...', 'download'],
    ['', 'download'],
  ])('%j is stored as %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })

  it('a long name keeps its ending and whole characters', () => {
    const safe = safeFileName(`${'客户𠮷'.repeat(60)}.xlsx`)
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200)
    expect(safe).toMatch(/^(客户𠮷)+客?户?\.xlsx$/u)
  })
})
