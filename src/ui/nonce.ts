/**
 * The page's nonce for styles made at run time, put into `<meta property="csp-nonce" nonce="…">` by the server.
 * Browsers hide the attribute but not the property.
 */
export const pageNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

let marked = false

/** Some of antd's parts (scroll bars, windows) make a style element without asking for a nonce: every style element gets it. */
export function markStyles(nonce: string): void {
  if (marked || nonce === '') return
  marked = true
  const create = document.createElement
  document.createElement = function (this: Document, ...given: Parameters<typeof create>) {
    const element = create.apply(this, given)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  } as typeof create
}
