import pino from 'pino'

export type Log = pino.Logger

const secret = ['password', 'token', 'authorization', 'cookie', 'secret', 'credential', 'mobile', 'phone', 'idempotencyKey', 'link']

/** Structured log, one JSON line an event; fields that may hold a secret or a phone number never reach it. */
export function createLog(level: string, fields: Record<string, string> = {}): Log {
  const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  return pino({ level, base: fields, redact: { paths, censor: '[redacted]' } }, pino.destination({ fd: 2, sync: true }))
}
