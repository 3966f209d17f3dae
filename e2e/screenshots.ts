// Pictures of the screens for the documents, over the sample company: npm run screenshots.
import { mkdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { root } from '../test/dev/run.ts'
import { openBrowser, type Visit, visit } from './browser.ts'
import { type SignIn, startHouse } from './house.ts'
import { choose, enter } from './people.ts'

const folder = join(root, 'docs/images')
const maxBytes = 300_000
/** The head of general affairs, who sees the whole book and may import; a head of department; whoever answers for the policy. */
const [caring, heading, writing] = ['jiang.yi', 'su.tang', 'ren.kaiyuan']

/** A list as companies keep it: most headers are known, one is not, and some cells need a person's eye. */
const list = {
  name: '客户台账.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      '企业,所属行业,规模,所在省,所在市,电话,注册资本(万元),客户经理,备注,老系统编号',
      '宁波海棠精密机械有限公司,通用设备制造业,中型,浙江省,宁波市,0574-86102200,500,曾浩然,老客户,A0017',
      '苏州云帆连锁超市有限公司,零售业,大型,江苏省,苏州市,0512-65001122,"1,200",方时雨,,A0018',
      '绍兴锦川纺织集团有限公司,纺织业,巨型,浙江省,绍兴市,没有,三千,苏棠,月结,A0020',
      '合肥启明光电科技有限公司,光伏设备及元器件制造,中型,安徽省,合肥市,0551-63332211,800,方时雨,展会认识,A0021',
      '常州和润食品有限公司,食品制造业,小型,江苏省,常州市,13812348000,120,欧阳靖,,A0023',
    ].join('\r\n'),
  ),
}

/** Waits until nothing is being fetched or shown as coming, then writes what the screen shows. */
async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelector('.k-sk') === null)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  const { size } = statSync(path)
  console.log(`${relative(root, path)}  ${Math.ceil(size / 1000)} kB`)
  if (size > maxBytes) throw new Error(`${name}.png has ${size} bytes, more than ${maxBytes}`)
}

/** Opens the first customer of the list's tab of core and potential ones; the last part of its address is its id. */
async function openCustomer(page: Page): Promise<string> {
  await page.goto('/customers?view=valued')
  await page.locator('a[href^="/customers/"]:not([href$="/new"])').first().click()
  await page.waitForURL(/\/customers\/\d+/)
  return new URL(page.url()).pathname
}

async function atADesk(page: Page): Promise<string> {
  await page.goto('/customers')
  await picture(page, 'customers')
  const customer = await openCustomer(page)
  await picture(page, 'record')
  await page
    .getByRole('button', { name: /为什么/ })
    .first()
    .click()
  await page.getByRole('dialog').first().waitFor()
  await picture(page, 'why')
  await page.goto('/tiers')
  await picture(page, 'tiers')
  await page.goto('/import')
  await page.locator('input[type=file]').setInputFiles(list)
  await page.getByText('文件里的列').waitFor()
  await choose(page, page.getByLabel('企业 放到'), '客户名称')
  await picture(page, 'import')
  return customer
}

async function asHead(page: Page): Promise<void> {
  for (const name of ['today', 'calendar', 'team']) {
    await page.goto(`/${name}`)
    await picture(page, name)
  }
}

async function ofThePolicy(page: Page): Promise<void> {
  await page.goto('/compliance')
  await picture(page, 'compliance')
  await page.goto('/policies/write')
  await page.getByText('三项得分').waitFor()
  await picture(page, 'studio')
}

async function visiting<T>(browser: Browser, who: SignIn, options: Visit, look: (page: Page) => Promise<T>): Promise<T> {
  const { page, problems, leave } = await visit(browser, options)
  await enter(page, who)
  const seen = await look(page).catch((cause) => Promise.reject(new Error(`At ${page.url()}\n${problems().join('\n')}`, { cause })))
  await leave()
  return seen
}

mkdirSync(folder, { recursive: true })
const house = await startHouse({ sample: true })
const browser = await openBrowser()
try {
  const { baseURL, signIns } = house
  const signInOf = (name: string): SignIn => {
    const who = signIns.find(({ login }) => login === name)
    if (!who) throw new Error(`The sample has no ${name} who can sign in`)
    return who
  }
  const customer = await visiting(browser, signInOf(caring), { baseURL }, atADesk)
  await visiting(browser, signInOf(heading), { baseURL }, asHead)
  await visiting(browser, signInOf(writing), { baseURL }, ofThePolicy)
  await visiting(browser, signInOf(caring), { baseURL, size: 'phone', scheme: 'dark' }, async (page) => {
    await page.goto(customer)
    await picture(page, 'phone-customer')
  })
} finally {
  await browser.close()
  await house.stop()
}
