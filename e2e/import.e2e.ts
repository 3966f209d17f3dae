import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { widthOf } from './browser.ts'
import { emptyHouse } from './journey.ts'
import { choose, enter, found } from './people.ts'

const administrator = { login: 'admin', password: '海棠 书架 湖面 4 号' }
const file = {
  name: '客户台账.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      '甲方抬头,电话,规模,注册资本(万元),备注2',
      '宁波海棠精密机械有限公司,0574-86102200,中型,500,老客户',
      '苏州云帆连锁超市有限公司,0512-65001122,大型,"1,200",',
      '绍兴锦川纺织集团有限公司,没有,巨型,三千,行情',
      ',0574-86102201,小型,50,没有名字',
    ].join('\r\n'),
  ),
}

const { house, visit } = await emptyHouse()

async function chooseFile(page: Page): Promise<void> {
  await page.goto('/import')
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('文件里的列').waitFor()
}

test('customers from a file: match a column, look, import, fetch what failed, take it back', async () => {
  const { page, leave } = await visit()
  await found(page, house.setUpLink ?? '', administrator)

  await chooseFile(page)
  await page.getByText('还没有列放到：客户名称。').waitFor()
  await choose(page, page.getByLabel('甲方抬头 放到'), '客户名称')
  await page.getByText('只能是：大型、中型、小型、微型').waitFor()
  await page.getByRole('button', { name: '下一步：查重与预览' }).click()
  await page.getByText('2 行不能导入').waitFor()
  await page.getByRole('button', { name: '导入 2 行' }).click()

  await page.waitForURL(/\/import\/\d+$/)
  await page.getByRole('button', { name: '整批撤回' }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载这些行' }).click()
  const fetched = await download
  expect(fetched.suggestedFilename()).toBe('客户台账-未导入的行.xlsx')
  const parts = unzipSync(readFileSync(await fetched.path()))
  const inside = Object.values(parts)
    .map((part) => strFromU8(part))
    .join('')
  expect(inside).toContain('绍兴锦川纺织集团有限公司')
  expect(inside).toContain('未导入原因')
  expect(inside).not.toContain('宁波海棠精密机械有限公司')

  await page.getByRole('button', { name: '整批撤回' }).click()
  await page.getByText('这次新建的 2 条会删除').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '整批撤回' }).click()
  await page.getByText('已撤回 2 条。').waitFor()
  await page.goto('/import/history')
  await page.getByText('已撤回').waitFor()
  await leave()
})

test('a header matched once is matched by itself the next time, and a phone shows each column as a card', async () => {
  const { page, leave } = await visit({ size: 'phone' })
  await enter(page, administrator)
  await page.goto('/import')
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('列按上次的对应').waitFor()
  expect(await page.getByText('还没有列放到').count()).toBe(0)
  expect(await widthOf(page)).toBeLessThanOrEqual(360)
  await leave()
})

test('what was done stands in the trail, and the trail is whole', async () => {
  const { page, leave } = await visit()
  await enter(page, administrator)
  await page.goto('/audit?f=event.is.customer.')
  await page.getByRole('link', { name: '删除客户' }).first().click()
  await page
    .getByRole('dialog')
    .getByText('宁波海棠精密机械有限公司')
    .or(page.getByRole('dialog').getByText('苏州云帆连锁超市有限公司'))
    .waitFor()
  await page.goto('/audit')
  await page.getByRole('button', { name: '核验' }).click()
  await page.getByRole('button', { name: '开始核验' }).click()
  await page.getByRole('dialog').getByText('完整', { exact: true }).waitFor()
  await leave()
})
