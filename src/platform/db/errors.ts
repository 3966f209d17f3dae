import { Problem } from '../../core/problem.ts'

type PgError = Error & { code: string; constraint?: string; column?: string; table?: string } & Partial<Record<ValueField, string>>

/** Where the database quotes values of rows and statements: these never reach a log. */
const valueFields = ['detail', 'hint', 'where', 'internalQuery'] as const
type ValueField = (typeof valueFields)[number]

const isPgError = (e: unknown): e is PgError => e instanceof Error && typeof (e as { code?: unknown }).code === 'string'

/** Codes that mean "run the transaction again": serialization failure, deadlock. */
export const isRetryable = (e: unknown): boolean => isPgError(e) && (e.code === '40001' || e.code === '40P01')

/** A row with such a key is there already. */
export const isDuplicate = (e: unknown): boolean => isPgError(e) && e.code === '23505'

const badValue = new Set(['22001', '22003', '22007', '22008', '22021', '22023', '22P02', '22P05', '23502', '23514', '54001'])

/** A database error a caller may see as a problem; anything else comes back without the values it quoted, and is a fault. */
export function problemOf(error: unknown): unknown {
  if (!isPgError(error)) return error
  if (badValue.has(error.code)) return new Problem('invalid', 'invalid-value', { constraint: error.constraint ?? error.code })
  if (isDuplicate(error)) return new Problem('conflict', 'already-in-use', { constraint: error.constraint ?? '' })
  if (error.code === '23503') return new Problem('conflict', 'in-use-elsewhere', { constraint: error.constraint ?? '' })
  if (error.code === '57014') return new Problem('unavailable', 'took-too-long')
  if (error.code.startsWith('57P') || error.code.startsWith('08') || connectionCodes.has(error.code)) {
    return new Problem('unavailable', 'database-unavailable')
  }
  for (const field of valueFields) delete error[field]
  return error
}

const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', '53300'])
