import { type Cell, faulty, textCell } from './cell.ts'
import { sharedStringLimits } from './limits.ts'
import { damaged, FileRefused } from './refused.ts'
import type { XmlSink } from './xml.ts'
import { decodeEscapes, decodeText } from './xml-text.ts'

const BLOCK = 1024 * 1024
const CACHE = 4096
const CACHED_BYTES = 64
const TOO_LONG = 0xffff_ffff

/**
 * The shared text table, kept as UTF-8 outside of the heap: two bytes a Chinese character and no object per text.
 * Texts do not cross blocks, so one is always decoded from one buffer.
 */
export class SharedStrings {
  readonly #blocks: Buffer[] = []
  #starts = new Uint32Array(1024)
  #lengths = new Uint32Array(1024)
  #count = 0
  #used = BLOCK
  readonly #cachedIndex = new Int32Array(CACHE).fill(-1)
  readonly #cached: Cell[] = new Array<Cell>(CACHE).fill(null)
  readonly #maxLength: number

  constructor(maxLength: number) {
    this.#maxLength = maxLength
  }

  add(text: string): void {
    if (this.#count === sharedStringLimits.count) throw tooBig('sharedStrings', sharedStringLimits.count)
    if (this.#count === this.#starts.length) this.#grow()
    const cell = this.#count++
    if (text.length > this.#maxLength) {
      this.#lengths[cell] = TOO_LONG
      return
    }
    if (this.#used + text.length * 3 > BLOCK) this.#addBlock(text.length * 3)
    const block = this.#blocks.length - 1
    const length = this.#blocks[block]!.write(text, this.#used)
    this.#starts[cell] = block * BLOCK + this.#used
    this.#lengths[cell] = length
    this.#used += length
  }

  at(index: number): Cell {
    if (!(index >= 0 && index < this.#count)) throw damaged('shared string index')
    const slot = index % CACHE
    if (this.#cachedIndex[slot] === index) return this.#cached[slot]!
    const length = this.#lengths[index]!
    if (length === TOO_LONG) return faulty('TOO_LONG')
    const cell = this.#decode(this.#starts[index]!, length)
    if (length <= CACHED_BYTES) {
      this.#cachedIndex[slot] = index
      this.#cached[slot] = cell
    }
    return cell
  }

  #decode(start: number, length: number): Cell {
    const at = start % BLOCK
    return textCell(this.#blocks[Math.floor(start / BLOCK)]!.toString('utf8', at, at + length), this.#maxLength)
  }

  #addBlock(needed: number): void {
    if ((this.#blocks.length + 1) * BLOCK > sharedStringLimits.bytes || needed > BLOCK)
      throw tooBig('sharedStrings', sharedStringLimits.bytes)
    this.#blocks.push(Buffer.allocUnsafeSlow(BLOCK))
    this.#used = 0
  }

  #grow(): void {
    const starts = new Uint32Array(this.#starts.length * 2)
    const lengths = new Uint32Array(starts.length)
    starts.set(this.#starts)
    lengths.set(this.#lengths)
    this.#starts = starts
    this.#lengths = lengths
  }
}

const tooBig = (what: string, limit: number) => new FileRefused('TOO_BIG', { what, limit })

/** Collects the text of `<t>` elements, plain or in rich-text runs, leaving out the reading aids of `<rPh>`. */
export class TextRuns {
  #text = ''
  #isKeeping = false
  #inPhonetic = false
  readonly #maxLength: number

  constructor(maxLength: number) {
    this.#maxLength = maxLength
  }

  open(name: string): void {
    if (name === 'rPh') this.#inPhonetic = true
    if (name === 't') this.#isKeeping = !this.#inPhonetic
  }

  close(name: string): void {
    if (name === 'rPh') this.#inPhonetic = false
    if (name === 't') this.#isKeeping = false
  }

  /** Stops growing a little above the limit; escapes make text shorter, seven to one at most. */
  text(raw: string): void {
    if (this.#isKeeping && this.#text.length <= this.#maxLength * 7) this.#text += decodeText(raw)
  }

  take(): string {
    const text = decodeEscapes(this.#text)
    this.#text = ''
    this.#isKeeping = false
    this.#inPhonetic = false
    return text
  }
}

/** Fills the table from the sharedStrings part. */
export class SharedStringsSink implements XmlSink {
  readonly strings: SharedStrings
  readonly #runs: TextRuns

  constructor(maxLength: number) {
    this.strings = new SharedStrings(maxLength)
    this.#runs = new TextRuns(maxLength)
  }

  open(name: string): void {
    this.#runs.open(name)
  }

  close(name: string): void {
    this.#runs.close(name)
    if (name === 'si') this.strings.add(this.#runs.take())
  }

  text(raw: string): void {
    this.#runs.text(raw)
  }
}
