import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Texts } from '../src/core/text.ts'
import { root } from './dev/run.ts'

export const source = join(root, 'src')

/** All files of the source but tests, from `src` on. */
export const sourceFiles: readonly string[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .sort()

const isTexts = (value: unknown): value is Texts =>
  typeof value === 'object' && value !== null && 'zh-CN' in value && 'en' in value && typeof value.en === 'object'

/** Every set of words there is, by the file and name it stands under. */
export async function allWords(): Promise<Map<string, Texts>> {
  const sets = new Map<string, Texts>()
  for (const file of sourceFiles.filter((f) => /(text|words)\.ts$/.test(f)))
    for (const [name, value] of Object.entries(await import(pathToFileURL(join(source, file)).href)))
      if (isTexts(value)) sets.set(`${file} ${name}`, value)
  return sets
}
