import type { z } from 'zod'
import type { Facts } from '../../../core/decision.ts'
import { policyDocument, type SectionSchema } from './document.ts'
import { parsePolicy } from './parse.ts'
import { laterSections } from './sections/later.ts'

/** What a room brings for its own section: its shape, and what must hold beyond the shape. */
export type SectionOwner = {
  readonly key: string
  /** Absent: this room's own shape. */
  readonly schema?: z.ZodType
  check?(
    section: unknown,
    policy: object,
  ): { findings: { path: string; reason: string; facts: Facts }[]; figures: Readonly<Record<string, number>> }
}

export type Finding = { path: string; line?: number | undefined; reason: string; facts: Facts }
export type Header = { id: string; title: string; zone: string; summary: string }

/** A policy text as far as it could be read. `findings` empty: it may be published. */
export type ReadPolicy =
  | { readable: false; findings: Finding[] }
  | { readable: true; header: Header; document: Record<string, unknown>; findings: Finding[]; figures: Record<string, number> }

/** Reads a whole policy by the sections the rooms own (the rest by this room's own shapes), and lets each room check its part. */
export function readWholePolicy(source: string, owners: readonly SectionOwner[]): ReadPolicy {
  const owned = Object.fromEntries(owners.flatMap((o) => (o.schema ? [[o.key, o.schema as SectionSchema] as const] : [])))
  const parsed = parsePolicy(source, policyDocument({ ...laterSections, ...owned }))
  if (!parsed.ok) return { readable: false, findings: parsed.problems }
  const document = parsed.document as Record<string, unknown> & Header
  const checks = owners.map((o) => ({ key: o.key, ...(o.check?.(document[o.key], document) ?? { findings: [], figures: {} }) }))
  const { id, title, zone, summary } = document
  return {
    readable: true,
    header: { id, title, zone, summary },
    document,
    findings: checks.flatMap((c) => c.findings.map((f) => ({ ...f, path: `${c.key}.${f.path}` }))),
    figures: Object.assign({}, ...checks.map((c) => c.figures)) as Record<string, number>,
  }
}
