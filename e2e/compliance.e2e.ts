import { expect, test } from 'vitest'
import { sizes, widthOf } from './browser.ts'
import { sampleHouse } from './journey.ts'

const { as } = await sampleHouse()

test('CARE-26 an executive goes from the policy as a whole to a rule, to its records, and to a customer', async () => {
  const { page, screenshot, leave } = await as('顾延青')
  await page.goto('/compliance')
  const table = page.locator('.comp-rules')
  await table.waitFor()
  await page.getByText('本年', { exact: true }).click()
  await page.waitForURL('**from=*-01-01*')
  await page.locator('.comp-others').first().waitFor()
  await screenshot('compliance/overview')

  const owed = table.locator('tbody tr:has(td.right a)')
  expect(await owed.count()).toBeGreaterThan(0)
  await owed.first().getByRole('link').first().click()
  await page.waitForURL('**/compliance/rules/**')
  await page.getByText('按负责人').first().waitFor()
  await screenshot('compliance/rule')

  await page.locator('.comp-rules.parts td.right a').first().click()
  await page.waitForURL('**/compliance/records**')
  await page.locator('.k-list-rows a[href^="/customers/"]').first().waitFor()
  await screenshot('compliance/records')
  await page.locator('.k-list-rows a[href^="/customers/"]').first().click()
  await page.waitForURL(/\/customers\/\d+/)
  await leave()
})

test('VIS-13 the customers of the core that nobody visited', async () => {
  const { page, screenshot, leave } = await as('顾延青')
  await page.goto('/compliance')
  await page.locator('.k-stats a[href^="/compliance/coverage"]').click()
  await page.getByText('回访覆盖率').waitFor()
  await page.getByRole('tab', { name: '没回访到' }).click()
  await page.waitForURL('**view=missed')
  const rows = page.locator('.k-list-rows [href^="/customers/"]')
  await page.getByText(/^已全部显示/).waitFor()
  await expect.poll(async () => (await rows.count()) - (await page.getByText('没有回访到', { exact: true }).count())).toBe(0)
  await screenshot('compliance/coverage')
  await leave()
})

const kinds = [
  ['DQ-05', 'figures', '看下面的数字'],
  ['SEG-03', 'counts', '看下面的数字'],
  ['KA-10', 'setting', '供下面的条文使用'],
  ['SEG-21', 'elsewhere', '发布制度时检查'],
  ['CMP-07', 'not-yet', '本版本尚未执行'],
] as const

test('every rule without tasks says how it is executed: from the overview to its page, and to the rules beside it', async () => {
  const { page, screenshot, leave } = await as('顾延青')
  await page.goto('/compliance')
  const chapter = page.locator('.comp-others', { hasText: '分层' }).first()
  await chapter.locator('summary').click()
  await screenshot('compliance/others', { fullPage: true })
  await chapter.getByRole('link', { name: '生命周期阶段' }).click()
  await page.waitForURL('**/compliance/rules/SEG-03**')
  await page.getByText('成熟期').waitFor()
  for (const [rule, name, says] of kinds) {
    await page.goto(`/compliance/rules/${rule}`)
    await page.getByText(says).waitFor()
    await screenshot(`compliance/rule-${name}`)
  }
  await page.goto('/compliance/rules/KA-10')
  await page.locator('.comp-shared a').first().click()
  await page.waitForURL('**/compliance/rules/KA-08**')
  await page.getByText('按负责人').first().waitFor()
  await leave()
})

test('a rule of the register leads to how it is kept', async () => {
  const { page, leave } = await as('顾延青')
  await page.goto('/policies/1?q=DQ-05')
  await page.getByRole('link', { name: '信息完整率：执行情况' }).click()
  await page.waitForURL('**/compliance/rules/DQ-05')
  await page.getByText('看下面的数字').waitFor()
  await leave()
})

test('CARE-16 CARE-19 a text that leaves a tier without care, or puts another before the core, is told so while it is written', async () => {
  const { page, screenshot, leave } = await as('任开原')
  await page.goto('/policies')
  await page.getByRole('button', { name: '编写' }).click()
  const box = page.getByRole('textbox', { name: '制度文本' })
  const source = (await box.inputValue())
    .replaceAll('appliesTo: [class:GENERAL]', 'appliesTo: [tier:POTENTIAL]')
    .replace('every: { each: QUARTER, times: 1 }', 'every: { each: MONTH, times: 2 }')
  await box.evaluate((element, value) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, value)
    element.dispatchEvent(new Event('input', { bubbles: true }))
  }, source)
  await page.getByText(/^要改的 \d/).click()
  await page.getByText(/核心客户每年维护 .* 次，少于潜力客户/).waitFor()
  await page.getByRole('button', { name: /^客户分层/ }).click()
  await page.getByText('层级“流失风险”没有任何关怀义务。').scrollIntoViewIfNeeded()
  await screenshot('compliance/studio-core-first')
  await leave()
})

test('rules without tasks on a phone in the dark', async () => {
  const { page, screenshot, leave } = await as('顾延青', { size: 'phone', scheme: 'dark' })
  await page.goto('/compliance')
  await page.locator('.comp-others summary').first().click()
  await page.locator('.comp-others summary').first().scrollIntoViewIfNeeded()
  await screenshot('compliance/others-phone-dark')
  for (const [rule, name, says] of kinds) {
    await page.goto(`/compliance/rules/${rule}`)
    await page.getByText(says).waitFor()
    expect(await widthOf(page)).toBeLessThanOrEqual(sizes.phone.width)
    await screenshot(`compliance/rule-${name}-phone-dark`)
  }
  await leave()
})

test('on a phone', async () => {
  const { page, screenshot, leave } = await as('顾延青', { size: 'phone' })
  await page.goto('/compliance')
  await page.locator('.comp-rules').waitFor()
  await screenshot('compliance/overview-phone')
  await leave()
})
