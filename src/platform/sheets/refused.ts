/** Why a file as a whole is refused; the words for people are made from the code and the facts. */
export type RefusalCode =
  | 'EMPTY' // nothing in it
  | 'NOT_A_SHEET' // facts.looksLike when known: xls, xlsb, ods, html, binary, zip
  | 'ENCRYPTED' // needs a password to open
  | 'MACROS' // carries program code
  | 'EXTERNAL_LINKS' // draws values from other workbooks
  | 'UNSAFE_XML' // DTD or entities
  | 'UNSAFE_ZIP' // overlapping, doubled or escaping entries
  | 'DAMAGED'
  | 'TOO_BIG' // facts.what, facts.limit
  | 'TOO_SLOW'
  | 'TOO_MANY_ROWS' // facts.limit
  | 'TOO_MANY_COLUMNS' // facts.limit, facts.line
  | 'CELL_TOO_LONG' // writing only: facts.line, facts.column, facts.limit
  | 'UNCLOSED_QUOTE' // facts.line (physical line), facts.row (row as a person sees it)
  | 'UNKNOWN_ENCODING'
  | 'NO_SUCH_SHEET' // facts.sheet
  | 'READER_FAILED' // a fault of ours, not of the file

export type RefusalFacts = Record<string, string | number>

export class FileRefused extends Error {
  readonly code: RefusalCode
  readonly facts: RefusalFacts

  constructor(code: RefusalCode, facts: RefusalFacts = {}, options: ErrorOptions = {}) {
    super(`file refused: ${code} ${JSON.stringify(facts)}`, options)
    this.name = 'FileRefused'
    this.code = code
    this.facts = facts
  }
}

/** A damaged file; `where` names the place for the log and for support. */
export const damaged = (where: string, facts: RefusalFacts = {}): FileRefused => new FileRefused('DAMAGED', { where, ...facts })
