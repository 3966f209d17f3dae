import { xmlLimits } from './limits.ts'
import { damaged, FileRefused } from './refused.ts'

/** What a reader of XML wants to hear. Names come without prefix; `text` is raw, to be decoded by who keeps it. */
export type XmlSink = {
  open(name: string, attributes: string): void
  close(name: string): void
  text(raw: string): void
}

const QUOTE = 34
const APOSTROPHE = 39
const GREATER = 62
const SLASH = 47

/**
 * A streaming XML reader for machine-written parts: elements must nest, no DTD is let in, nothing is ever looked up elsewhere.
 * Holds back at most one unfinished tag. Throws FileRefused UNSAFE_XML or DAMAGED.
 */
export class XmlReader {
  readonly #sink: XmlSink
  readonly #open: string[] = []
  #rest = ''
  #hasRoot = false

  constructor(sink: XmlSink) {
    this.#sink = sink
  }

  write(piece: string): void {
    const xml = this.#rest === '' ? piece : this.#rest + piece
    let at = 0
    for (;;) {
      const tag = xml.indexOf('<', at)
      if (tag < 0) break
      if (tag > at) this.#sink.text(xml.slice(at, tag))
      at = tag
      const next = this.#markup(xml, tag)
      if (next < 0) break
      at = next
    }
    this.#keep(xml, at)
  }

  end(): void {
    if (this.#rest.trim() !== '' || this.#open.length > 0 || !this.#hasRoot) throw damaged('xml end')
  }

  #keep(xml: string, at: number): void {
    const isMarkup = xml.charCodeAt(at) === 60
    const cut = isMarkup ? at : textCut(xml, at)
    if (cut > at) this.#sink.text(xml.slice(at, cut))
    this.#rest = xml.slice(cut)
    if (this.#rest.length > xmlLimits.token) throw damaged('xml token')
  }

  /** Handles the markup that starts at `at`; gives the place after it, or -1 when it is not all here yet. */
  #markup(xml: string, at: number): number {
    const second = xml.charCodeAt(at + 1)
    if (second === SLASH) return this.#endTag(xml, at)
    if (second === 63) return after(xml, '?>', at + 2)
    if (second === 33) return this.#declaration(xml, at)
    return this.#startTag(xml, at)
  }

  #endTag(xml: string, at: number): number {
    const end = xml.indexOf('>', at)
    if (end < 0) return -1
    const name = this.#open.pop()
    if (name === undefined || (xml.slice(at + 2, end) !== name && xml.slice(at + 2, end).trimEnd() !== name)) throw damaged('xml nesting')
    this.#sink.close(local(name))
    return end + 1
  }

  #startTag(xml: string, at: number): number {
    const end = tagEnd(xml, at + 1)
    if (end < 0) return -1
    const isEmpty = xml.charCodeAt(end - 1) === SLASH
    const nameEnd = nameEndOf(xml, at + 1, end)
    const name = xml.slice(at + 1, nameEnd)
    if (name === '') throw damaged('xml tag')
    if (this.#open.length === 0 && this.#hasRoot) throw damaged('xml second root')
    this.#hasRoot = true
    this.#sink.open(local(name), xml.slice(nameEnd, isEmpty ? end - 1 : end))
    if (isEmpty) this.#sink.close(local(name))
    else if (this.#open.push(name) > xmlLimits.depth) throw damaged('xml depth')
    return end + 1
  }

  #declaration(xml: string, at: number): number {
    if (xml.startsWith('<!--', at)) return after(xml, '-->', at + 4)
    if (xml.startsWith('<![CDATA[', at)) {
      const end = xml.indexOf(']]>', at)
      if (end > 0) this.#sink.text(xml.slice(at + 9, end).replaceAll('&', '&amp;'))
      return end < 0 ? -1 : end + 3
    }
    if (xml.length - at < 9 && ('<!--'.startsWith(xml.slice(at)) || '<![CDATA['.startsWith(xml.slice(at)))) return -1
    throw new FileRefused('UNSAFE_XML')
  }
}

const after = (xml: string, mark: string, from: number): number => {
  const end = xml.indexOf(mark, from)
  return end < 0 ? -1 : end + mark.length
}

/** Text may be handed on up to an entity or a carriage return that could go on in the next piece. */
function textCut(xml: string, from: number): number {
  const entity = xml.lastIndexOf('&')
  if (entity >= from && entity > xml.length - 14 && xml.indexOf(';', entity) < 0) return entity
  return xml.endsWith('\r') ? Math.max(from, xml.length - 1) : xml.length
}

/** The place of the `>` that ends a tag; a `>` inside a quoted value does not. */
function tagEnd(xml: string, from: number): number {
  let quote = 0
  for (let at = from; at < xml.length; at++) {
    const code = xml.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === GREATER) return at
    else if (code === QUOTE || code === APOSTROPHE) quote = code
  }
  return -1
}

function nameEndOf(xml: string, from: number, end: number): number {
  let at = from
  while (at < end && xml.charCodeAt(at) > 32 && xml.charCodeAt(at) !== SLASH) at++
  return at
}

const local = (name: string): string => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
