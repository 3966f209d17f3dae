import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { speaker, type Texts } from '../src/core/text.ts'
import { inTaiwan } from '../src/platform/taiwan/convert.ts'
import { allWords, source, sourceFiles } from './all-words.ts'
import { simplifiedOnly } from './taiwan-characters.ts'

const sets = await allWords()

type Fault = (zh: string, en: string) => string | undefined

const han = /\p{Script=Han}/u
/** What is shown as it is typed or stands in a file or a name people know: no sentence. */
const asTyped = /\bsudo .*|https?:\/\/\S+|--?[a-z][\w-]*|\b[\w.-]+\.(?:com|xlsx|csv|zh)\b|YYYY\S*(?: HH:mm)?/g
const sentence = /[A-Za-z']+(?:,? [A-Za-z']+){2,}/
/** Money is short in ten thousands in Chinese, in thousands in English. */
const placeholders = (words: string): string => [...new Set(words.replace('{thousands}', '{amount}').match(/\{\w+\}/g))].sort().join(' ')

const faults: Record<string, Fault> = {
  'is empty': (zh) => (zh.trim() === '' ? zh : undefined),
  'has an English sentence in Chinese': (zh) => sentence.exec(zh.replace(asTyped, ''))?.[0],
  // A foreign word is explained by itself in brackets.
  'has Chinese in English': (_, en) =>
    han.test(en.replace(/\(\p{Script=Han}+\)|（\p{Script=Han}+）|[“"]\p{Script=Han}+[”"]/gu, '')) ? en : undefined,
  'has other placeholders in English': (zh, en) => (placeholders(zh) === placeholders(en) ? undefined : `${zh} / ${en}`),
  'has other placeholders in zh-TW': (zh) => (placeholders(zh) === placeholders(inTaiwan(zh)) ? undefined : inTaiwan(zh)),
  'has Simplified characters in zh-TW': (zh) => (simplifiedOnly(inTaiwan(zh)).length === 0 ? undefined : inTaiwan(zh)),
}

function faultsOf(texts: Texts): string[] {
  const found = Object.keys(texts['zh-CN']).flatMap((key) => {
    const [zh = '', en] = [texts['zh-CN'][key], texts.en[key]]
    if (en === undefined) return [`${key} has no English`]
    return Object.entries(faults).flatMap(([fault, find]) => {
      const where = find(zh, en)
      return where === undefined ? [] : [`${key} ${fault}: ${where}`]
    })
  })
  const extra = Object.keys(texts.en).filter((key) => !(key in texts['zh-CN']) && !(key.replace(/_(one|other)$/, '') in texts['zh-CN']))
  return [...found, ...extra.map((key) => `${key} has no Chinese`)]
}

describe('words', () => {
  test.each([...sets])('of %s are whole in all languages', (_, texts) => {
    expect(faultsOf(texts)).toEqual([])
  })

  test('are found', () => {
    expect(sets.size).toBeGreaterThan(45)
  })

  test.each([
    ['客户', undefined, 'a has no English'],
    ['客户 has been saved', 'Saved', 'a has an English sentence in Chinese: has been saved'],
    ['已保存', '已保存', 'a has Chinese in English: 已保存'],
    ['{count} 家', '{number} customers', 'a has other placeholders in English: {count} 家 / {number} customers'],
    ['', 'Saved', 'a is empty: '],
  ])('%s / %s is a fault', (zh, en, fault) => {
    expect(faultsOf({ 'zh-CN': { a: zh }, en: en === undefined ? {} : { a: en } })).toContain(fault)
  })

  test('are one for a key, wherever the key stands', () => {
    const said = new Map<string, string>()
    const twice: string[] = []
    for (const [place, texts] of sets)
      for (const [key, zh] of Object.entries(texts['zh-CN'])) {
        const both = `${zh} / ${texts.en[key]}`
        if (said.has(key) && said.get(key) !== both) twice.push(`${key} (${place}): ${said.get(key)} | ${both}`)
        said.set(key, both)
      }
    // The page has its own sentences for problems that come without one.
    expect(twice.filter((line) => !/^problem\./.test(line))).toEqual([])
  })
})

/** Chinese in code of the pages that is no word of a text, without comments and patterns. */
function chineseInCode(code: string): string[] {
  const bare = code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
    .replace(/\/(?:\[(?:\\.|[^\]])*\]|\\.|[^/\n])+\/[a-z]*/g, '')
  return bare
    .split('\n')
    .filter((line) => han.test(line))
    .map((line) => line.trim())
}

describe('pages', () => {
  const pages = sourceFiles.filter((f) => /^ui\/|\/web\//.test(f) && !/(text|words|pinyin-initials)\.ts$|web\/kit\//.test(f))
  /** The sign of the house, and languages in their own words. */
  const signs = [
    '<i aria-hidden="true">客</i>',
    "{ value: 'zh-CN' as const, label: '简体中文' },",
    "{ value: 'zh-TW' as const, label: '繁體中文' },",
  ]

  test('say nothing that is not in the words', () => {
    const found = pages.flatMap((file) => chineseInCode(readFileSync(join(source, file), 'utf8')).map((line) => ({ file, line })))
    expect(found.filter(({ line }) => !signs.includes(line))).toEqual([])
    expect(pages.length).toBeGreaterThan(150)
  })

  test('a planted sentence is found, a comment and a pattern are not', () => {
    expect(chineseInCode("const a = <b>客户</b>\n// 客户\n/** 客户 */\nconst b = /年|月/\nconst c = '已保存'")).toEqual([
      'const a = <b>客户</b>',
      "const c = '已保存'",
    ])
  })
})

test('a speaker has words for each of the three languages', () => {
  const all = [...sets.values()]
  const said = (['zh-CN', 'zh-TW', 'en'] as const).map((locale) => speaker(all, locale, inTaiwan)('tier.CHURN_RISK'))
  expect(said).toEqual(['流失风险', '流失風險', 'At risk'])
})
