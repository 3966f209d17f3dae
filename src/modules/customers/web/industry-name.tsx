import { industryWords } from './words.ts'

/** An industry as the standard calls it. Apart, because the standard is long and few lists show it. */
export const IndustryName = ({ code }: { code: string }) => <span className="k-cut">{industryWords(code)}</span>
