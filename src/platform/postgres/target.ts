/** Where a database is and who asks; `host` is a host name or the folder of a Unix socket. */
export type PgTarget = {
  host: string
  port: number
  user: string
  password: string
  database: string
  /** True: encrypted, and the server's certificate is checked. */
  ssl?: boolean
}

/** What may be written to a file or shown. */
export function withoutPassword({ password: _, ...shown }: PgTarget): Omit<PgTarget, 'password'> {
  return shown
}
