/**
 * Text a spreadsheet program would take for a formula when it opens a csv file: `= + - @`, also full-width and after blanks,
 * or a leading tab or line end. Leading apostrophes are counted in, so that guarding twice can be undone twice.
 */
const looksLikeFormula = /^'*(?:[\t\r\n]|[\s\u200b-\u200f\u2060\0]*[=+\-@＝＋－＠])/

/** Puts an apostrophe before text that looks like a formula; other text stays as it is. `unguard` undoes it exactly. */
export const guard = (text: string): string => (looksLikeFormula.test(text) ? `'${text}` : text)

/** The text before `guard`. Only for files this program wrote with the guard on. */
export const unguard = (text: string): string => (text.startsWith("'") && looksLikeFormula.test(text.slice(1)) ? text.slice(1) : text)
