import type { SectionSchemas } from './document.ts'
import { laterSections } from './sections/later.ts'

/** The shapes of the chapters whose rooms do not bring their own, for forms over a policy's text. */
export const chapterShapes: SectionSchemas = laterSections
