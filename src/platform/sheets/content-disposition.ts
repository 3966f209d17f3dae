const MAX_BYTES = 200
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/**
 * The `Content-Disposition` header of a download (RFC 6266, RFC 8187): an ASCII name for old programs and the real one in UTF-8.
 * The name is made safe first, see `safeFileName`.
 */
export function contentDisposition(name: string): string {
  const safe = safeFileName(name)
  const ascii = safe.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${percentEncoded(safe)}`
}

/** A name that is one plain file on every system: no folders, control or direction characters, leading dots, device names; at most 200 bytes. */
export function safeFileName(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return shortened(plain.replace(reserved, '_$1')) || 'download'
}

/** Cuts the stem, never the ending, and never a character in half. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name
  const ending = /\.\w{1,10}$/.exec(name)?.[0] ?? ''
  let stem = ''
  for (const char of name.slice(0, name.length - ending.length)) {
    if (Buffer.byteLength(stem + char + ending) > MAX_BYTES) break
    stem += char
  }
  return stem + ending
}

/** RFC 8187 `attr-char`; encodeURIComponent leaves four characters too many. */
const percentEncoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
