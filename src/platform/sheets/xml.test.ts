import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FileRefused } from './refused.ts'
import { XmlReader } from './xml.ts'
import { attribute, decodeText } from './xml-text.ts'

/** What a sink hears, text joined, as one line an event. */
function heard(pieces: string[]): string[] {
  const events: string[] = []
  let text = ''
  const tell = (event: string) => {
    if (text !== '') events.push(`text ${decodeText(text)}`)
    text = ''
    events.push(event)
  }
  const reader = new XmlReader({
    open: (name, attributes) => tell(`open ${name}${attributes}`),
    close: (name) => tell(`close ${name}`),
    text: (raw) => {
      text += raw
    },
  })
  for (const piece of pieces) reader.write(piece)
  reader.end()
  return events
}

const sample = `<?xml version="1.0"?><!-- a <b> --><a x="1>2" y='"'><x:b/>甲&amp;乙&#x20BB7;\r\n丙<![CDATA[<&>]]><b  /></a >\n`

describe('the XML reader', () => {
  it('tells elements, attributes and text', () => {
    expect(heard([sample])).toEqual([`open a x="1>2" y='"'`, 'open b', 'close b', 'text 甲&乙𠮷\n丙<&>', 'open b  ', 'close b', 'close a'])
  })

  it('hears the same however the text is cut', () => {
    const cuts = fc.uniqueArray(fc.nat({ max: sample.length }), { maxLength: 12 }).map((places) => places.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(cuts, (places) => {
        const pieces = [0, ...places].map((from, i) => sample.slice(from, places[i] ?? sample.length))
        expect(heard(pieces)).toEqual(heard([sample]))
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['a document type', '<!DOCTYPE a><a/>', 'UNSAFE_XML'],
    ['an entity declared', '<!ENTITY x "y"><a/>', 'UNSAFE_XML'],
    ['an element never closed', '<a><b></b>', 'DAMAGED'],
    ['elements crossing', '<a><b></a></b>', 'DAMAGED'],
    ['two roots', '<a/><b/>', 'DAMAGED'],
    ['nothing', ' ', 'DAMAGED'],
    ['a tag without a name', '<a>< b/></a>', 'DAMAGED'],
    ['a tag without an end', '<a', 'DAMAGED'],
    ['elements a thousand deep', '<a>'.repeat(1000), 'DAMAGED'],
    ['a tag of megabytes', `<a x="${'y'.repeat(2_000_000)}"/>`, 'DAMAGED'],
  ])('%s is refused', (_, xml, code) => {
    expect(() => heard(xml.match(/.{1,8192}/gs) ?? [])).toThrow(expect.objectContaining({ code }))
  })
})

describe('attributes and text', () => {
  it.each([
    [' r="A1" t="s"', 't', 's'],
    [' rt="x" t="s"', 't', 's'],
    [" a=' t=\"no\"' t='yes'", 't', 'yes'],
    ['\n t = "s"', 't', 's'],
    [' x="&lt;&#65;"', 'x', '<A'],
    [' r="A1"', 't', undefined],
    ['', 't', undefined],
  ])('in %j the attribute %s is %j', (raw, name, value) => {
    expect(attribute(raw, name)).toBe(value)
  })

  it.each(['&nbsp;', '&', '&#0;', '&#xD800;', '&#x110000;', '&amp', '&#;', `&${'a'.repeat(100)};`])('%s is no text', (raw) => {
    expect(() => decodeText(raw)).toThrow(FileRefused)
  })
})
