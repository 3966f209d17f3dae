import type { z } from 'zod'
import { chapterShapes } from '../../policies/policy/chapter-shapes.ts'
import { sectionNames } from '../../policies/policy/document.ts'
import { tieringSection } from '../../tiering/policy/section.ts'

/** The shapes of the chapters, as the server knows them. */
export const sectionSchemas: Readonly<Record<string, z.ZodType>> = { ...chapterShapes, tiering: tieringSection }

/** What stands in front of the chapters and may be changed. */
export const headKeys = ['title', 'summary', 'id'] as const

/** The chapters of a text in the order people read them; those nobody knows come last. */
export function chaptersIn(value: Readonly<Record<string, unknown>>): string[] {
  const known: readonly string[] = sectionNames
  const others = Object.keys(value).filter((name) => !known.includes(name) && !['schema', 'zone', ...headKeys].includes(name))
  return [...known, ...others]
}
