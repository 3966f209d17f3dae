import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Response } from 'playwright-core'
import type { Locale } from '../src/core/text.ts'
import { inTaiwan } from '../src/platform/taiwan/convert.ts'
import { allWords, source } from '../test/all-words.ts'
import { simplifiedOnly } from '../test/taiwan-characters.ts'

const words = [...(await allWords()).entries()].filter(([place]) => !/^main\/(cli|web\/kit)\//.test(place)).map(([, texts]) => texts)
const ownChinese = new Set(words.flatMap((texts) => Object.values(texts['zh-CN'])).filter((said) => /\p{Script=Han}{2}/u.test(said)))
/** Codes people have words for: they are never shown themselves. */
const codes = new Set(words.flatMap((texts) => Object.keys(texts.en)).flatMap((key) => key.match(/(?<=\.)[A-Z]{2,}(?:_[A-Z0-9]+)*$/) ?? []))

/** Names people know and what is typed as it stands: of file kinds, the product, what a phone's programs are called. */
const known = new Set(['xlsx', 'csv', 'kewei', 'restore', 'https'])
/** Languages stand in their own words, so that who needs them finds them. */
const languages = new Set(['简体中文', '繁體中文'])
const address = /https?:\/\/\S+|\S+@\S+|\b[\w-]+\.(?:xlsx|csv|com|cn|zh)\b|\/[\w/.-]+/g

const broken = /\b(?:undefined|NaN|null|Invalid Date)\b|\[object \w+\]|\{\w+\}/g
const rawKey = /(?<![\w.])[a-z][\w-]*(?:\.[a-z][\w-]*)+(?![\w.])/g
const upper = /(?<![\w.@/-])[A-Z]{2,}(?:_[A-Z0-9]+)*(?![\w.@/-])/g
/** In Chinese a key without words is shown as a word in small letters. */
const small = /(?<![\w.@/-])[a-z]{3,}(?:-[a-z]+)*(?![\w.@/-])/g
const runs = /\p{Script=Han}+/gu

/**
 * What is wrong with a text on the screen. `data` holds the Chinese that the company keeps, which is shown as it was written in
 * every language; all else is ours and has to be in the reader's.
 */
export function strangeIn(text: string, locale: Locale, data: Pick<Data, 'has'>): string[] {
  const bare = text.replace(address, ' ')
  const found = [...(bare.match(broken) ?? []), ...(bare.match(rawKey) ?? []).filter((key) => !data.has(key))]
  found.push(...(bare.match(upper) ?? []).filter((word) => word.includes('_') || codes.has(word)))
  if (locale !== 'en') found.push(...(bare.match(small) ?? []).filter((word) => !known.has(word)))
  if (locale !== 'zh-CN' && !languages.has(text)) found.push(...chineseOfOurs(text.trim(), locale, data))
  return found
}

function chineseOfOurs(text: string, locale: Locale, data: Pick<Data, 'has'>): string[] {
  const untouched = ownChinese.has(text) && (locale === 'en' || inTaiwan(text) !== text) && !data.has(text)
  const strangers = (text.match(runs) ?? []).filter((run) => !data.has(run))
  return [...(untouched ? [text] : []), ...(locale === 'en' ? strangers : strangers.filter((run) => simplifiedOnly(run).length > 0))]
}

/** The Chinese that the company keeps, and that the nation's lists of places and industries hold. */
export type Data = { has: (text: string) => boolean; settled: () => Promise<unknown> }

const lists = ['provinces', 'regions', 'industries', 'industry-sections'].map((name) =>
  readFileSync(join(source, `core/data/${name}.json`), 'utf8'),
)
/** Places are called short on screens: `浙江` for `浙江省`. */
const listed = new Set(lists.flatMap((list) => list.match(runs) ?? []).flatMap((name) => [name, name.slice(0, -1), name.slice(0, -2)]))

/** Collects what the server answers a page with: the data that may be on it. What the server itself says is none. */
export function dataOf(page: Page): Data {
  const data = new Set(listed)
  const coming: Promise<void>[] = []
  page.on('response', (response) => coming.push(collect(response, data)))
  return { has: (text) => data.has(text), settled: () => Promise.all(coming) }
}

const saidByServer = new Set(['label', 'message', 'words'])

async function collect(response: Response, data: Set<string>): Promise<void> {
  if (!response.url().includes('/api/') || !response.ok() || !response.headers()['content-type']?.startsWith('application/json')) return
  const keep = (value: unknown): void => {
    if (typeof value === 'string') for (const part of [value, ...(value.match(runs) ?? [])]) data.add(part)
    else if (typeof value === 'object' && value !== null)
      for (const [name, part] of Object.entries(value)) {
        keep(name)
        if (!saidByServer.has(name)) keep(part)
      }
  }
  keep(await response.json().catch(() => undefined))
}

/** All that can be read or heard on a page: text that is seen, titles, labels, placeholders. Source texts of a policy are left out. */
export const readable = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set([document.title])
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement
      if (!element?.checkVisibility() || element.closest('pre, code, script, style, textarea, [aria-hidden="true"]')) continue
      const said =
        node instanceof Element ? ['title', 'placeholder', 'aria-label', 'alt'].map((name) => node.getAttribute(name)) : [node.nodeValue]
      for (const text of said) if (text?.trim()) found.add(text.trim())
    }
    return [...found]
  })
