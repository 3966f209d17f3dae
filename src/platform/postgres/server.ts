import pg from 'pg'
import { codeOf, exitCode, StartupError, wordsOf } from './startup-error.ts'
import type { PgTarget } from './target.ts'

const oldestMajor = 15
const connectTimeoutMs = 10_000

/** A PostgreSQL server of the person's own, reached and found new enough. */
export type OwnServer = { owner: PgTarget; majorVersion: number }

/** Connects once to the server DATABASE_URL names. Throws StartupError with what stands in the way; it never shows the password. */
export async function connectOwner(url: string): Promise<OwnServer> {
  const owner = parseTarget(url)
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: connectTimeoutMs, application_name: 'kewei start' })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
    return { owner, majorVersion: checkMajor(owner, Math.floor(Number(rows[0]?.server_version_num) / 10_000)) }
  } catch (error) {
    throw error instanceof StartupError ? error : unreachable(owner, error)
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * Takes postgres://user:password@host:port/database apart. `?host=` names a socket folder, `?sslmode=` asks for
 * encryption, and `?user=`, `?password=`, `?port=` say what the front does not, as for PostgreSQL's own programs.
 */
export function parseTarget(url: string): PgTarget {
  const parts = readUrl(url)
  const named = parts.searchParams
  const user = decodeURIComponent(parts.username) || named.get('user')
  if (!user) throw badUrl('it names no user')
  return {
    host: named.get('host') ?? (decodeURIComponent(parts.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost'),
    port: Number(parts.port || named.get('port') || 5432),
    user,
    password: decodeURIComponent(parts.password) || (named.get('password') ?? ''),
    database: decodeURIComponent(parts.pathname.slice(1)) || user,
    ...encryption(named.get('sslmode')),
  }
}

/** PostgreSQL allows an empty host after the user, a URL does not. */
function readUrl(url: string): URL {
  const whole = url.replace(/^(postgres(?:ql)?:\/\/[^/@]*@)\//, '$1localhost/')
  const parts = URL.canParse(whole) ? new URL(whole) : undefined
  if (parts && /^postgres(ql)?:$/.test(parts.protocol)) return parts
  throw badUrl('it is not a URL of the form postgres://user:password@host:5432/database')
}

/** Encrypted means checked: without looking at the certificate, encryption keeps out nobody who can stand in between. */
function encryption(mode: string | null): { ssl?: boolean } {
  if (mode === null || mode === 'disable' || mode === 'prefer' || mode === 'allow') return {}
  if (['require', 'verify-ca', 'verify-full'].includes(mode)) return { ssl: true }
  throw badUrl(`it does not know sslmode=${mode}`)
}

const badUrl = (reason: string): StartupError =>
  new StartupError(exitCode.invalid, `DATABASE_URL cannot be used: ${reason}.`, 'Write it as postgres://user:password@host:5432/database.')

function checkMajor(owner: PgTarget, major: number): number {
  if (major >= oldestMajor) return major
  const message = `The database at ${addressOf(owner)} is PostgreSQL ${major}; Kewei needs ${oldestMajor} or newer.`
  throw new StartupError(exitCode.refused, message, 'Upgrade that server, or leave out DATABASE_URL to use the embedded one.')
}

const addressOf = ({ host, port }: PgTarget): string => (host.startsWith('/') ? host : `${host}:${port}`)

function unreachable(owner: PgTarget, error: unknown): StartupError {
  const [reason, remedy] = explain(owner, error)
  return new StartupError(exitCode.unavailable, `The database at ${addressOf(owner)} cannot be used: ${reason}.`, remedy, error)
}

function explain(owner: PgTarget, error: unknown): [reason: string, remedy: string] {
  const code = codeOf(error)
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return ['nothing answers there', 'Start that server, or correct host and port in DATABASE_URL.']
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return ['its name is not known', 'Correct the host name in DATABASE_URL.']
    case '28P01':
    case '28000':
      return [`it does not let in user "${owner.user}"`, 'Correct user and password in DATABASE_URL, or its pg_hba.conf.']
    case '3D000':
      return [`it has no database "${owner.database}"`, `Create it there: CREATE DATABASE "${owner.database}".`]
    case '53300':
      return ['it has no connection left', 'Raise max_connections there, or stop other programs that use it.']
    case '57P03':
      return ['it is still starting', 'Wait a moment and start again.']
    default:
      return isCertificateError(code)
        ? [`its certificate is not trusted (${code})`, 'Name the authority that issued it in NODE_EXTRA_CA_CERTS.']
        : [wordsOf(error).replace(/\.$/, '') || code, 'Check DATABASE_URL, the server, and the network between.']
  }
}

const isCertificateError = (code: string): boolean => /CERT|SIGNATURE|ALTNAME/.test(code)
