import type { Texts } from '../../core/text.ts'

/** The English of all rooms in the built pages, which come with the Chinese alone: the build puts it here (`vite.config.ts`). */
export const texts: readonly Texts[] = []
