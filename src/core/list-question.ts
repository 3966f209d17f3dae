/**
 * What a list is asked, as the text of its address: `quick=risk&q=海棠&sort=-amount&f=owner.is.12&group=tier`. A saved view keeps this
 * text and nothing else. A new parameter of lists is one more line here.
 */
const key = '[A-Za-z][\\w-]{0,39}'
const column = `[!-]?${key}(:\\d{2,4})?`

type Part = { readonly name: string; readonly form: RegExp; readonly most: number }

/** In the order they are written; `most`: how often one may stand there. */
const parts: readonly Part[] = [
  /** A tab the list itself brings. */
  { name: 'quick', form: new RegExp(`^${key}$`), most: 1 },
  { name: 'q', form: /^.{0,100}$/u, most: 1 },
  { name: 'sort', form: new RegExp(`^-?${key}$`), most: 1 },
  { name: 'f', form: new RegExp(`^${key}\\.[a-z]{1,12}\\..{0,500}$`, 'u'), most: 30 },
  /** Conditions within conditions; their own reader understands them. */
  { name: 'where', form: /^.{1,3000}$/u, most: 1 },
  { name: 'group', form: new RegExp(`^${key}$`), most: 1 },
  /** Columns in their order; `!` stays in sight, `-` is hidden, `:240` is as wide. */
  { name: 'cols', form: new RegExp(`^${column}(,${column}){0,79}$`), most: 1 },
]

export const questionParts: readonly string[] = parts.map((p) => p.name)

export const longestQuestion = 4000

type Entry = readonly [name: string, value: string]

const inOrder = (entries: readonly Entry[]): string => {
  const params = new URLSearchParams()
  for (const { name } of parts) for (const [n, value] of entries) if (n === name) params.append(n, value)
  return params.toString()
}

/** What of an address the list answers, in one order, so that equal questions are equal texts. What belongs to others is left out. */
export const questionIn = (address: string): string => inOrder([...new URLSearchParams(address)].filter(([, value]) => value !== ''))

/** Characters that are drawn as nothing, or stand for bytes that were none. */
const unsound = /[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029\ufffd]/u

/** A text from outside as a sound question in its one order; undefined when anything in it is none of a list's. */
export function soundQuestion(text: string): string | undefined {
  if (text.length > longestQuestion || /%(?![0-9a-fA-F]{2})/.test(text)) return undefined
  const entries = [...new URLSearchParams(text.startsWith('?') ? `&${text}` : text)]
  const seen = new Map<string, number>()
  for (const [name, value] of entries) {
    const part = parts.find((p) => p.name === name)
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    if (!part || times > part.most || unsound.test(value) || !part.form.test(value)) return undefined
  }
  const sound = inOrder(entries.filter(([, value]) => value !== ''))
  return sound.length <= longestQuestion ? sound : undefined
}
