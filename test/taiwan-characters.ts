/** The characters of Big5, with which Taiwan writes: what is not among them is written Simplified only. */
const big5: ReadonlySet<string> = new Set(
  new TextDecoder('big5').decode(
    Uint8Array.from(range(0xa4, 0xf9).flatMap((lead) => [...range(0x40, 0x7e), ...range(0xa1, 0xfe)].flatMap((trail) => [lead, trail]))),
  ),
)

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** The characters of a text that nobody writes in Taiwan. */
export const simplifiedOnly = (text: string): string[] => [...new Set(text.match(/\p{Script=Han}/gu))].filter((char) => !big5.has(char))
