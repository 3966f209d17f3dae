export type Ink = { readonly text: string; readonly tone: 'key' | 'comment' | 'plain' }

/** A line of YAML as a reader tells its parts apart: keys, values, remarks. Display only; it need not know all of YAML. */
export function inkOf(line: string): Ink[] {
  const at = commentStart(line)
  const code = at < 0 ? line : line.slice(0, at)
  const comment: Ink[] = at < 0 ? [] : [{ text: line.slice(at), tone: 'comment' }]
  const [, lead = '', key = '', rest = ''] = /^(\s*(?:- +)*)([\w"'.-]+:)(.*)$/.exec(code) ?? []
  const inks: Ink[] =
    key === ''
      ? [{ text: code, tone: 'plain' }]
      : [
          { text: lead, tone: 'plain' },
          { text: key, tone: 'key' },
          { text: rest, tone: 'plain' },
        ]
  return [...inks, ...comment].filter(({ text }) => text !== '')
}

/** Where a remark begins: a `#` at the start or after a blank, outside of quotes. */
function commentStart(line: string): number {
  let quote = ''
  for (let i = 0; i < line.length; i++) {
    const c = line[i] ?? ''
    if (quote !== '') quote = c === quote ? '' : quote
    else if (c === '"' || c === "'") quote = /[\s[{,:-]/.test(line[i - 1] ?? ' ') ? c : ''
    else if (c === '#' && /\s/.test(line[i - 1] ?? ' ')) return i
  }
  return -1
}
