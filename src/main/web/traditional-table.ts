import type { TraditionalTable } from '../../core/traditional.ts'

/** How our words are written in Taiwan. Empty here: the build puts in what stands in the source (`platform/taiwan/vite-plugin.ts`). */
export const table: TraditionalTable = { runs: {}, characters: '' }
