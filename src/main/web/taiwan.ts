import type { Traditional } from '../../core/text.ts'
import type { AntdLocale } from '../../ui/theme-provider.tsx'

export type Taiwan = { readonly write: Traditional; readonly antdWords: AntdLocale | undefined }

let asked: Promise<Taiwan> | undefined

/** What zh-TW needs beyond the words of the pages, fetched once. When it cannot be had the pages stay in Simplified. */
export function wordsOfTaiwan(): Promise<Taiwan> {
  asked ??= import('./taiwan-words.ts').then((words) => words.taiwan).catch(() => ({ write: (chinese) => chinese, antdWords: undefined }))
  return asked
}
