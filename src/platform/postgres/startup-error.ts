/** Exit codes of the one executable; scripts and service managers read them. */
export const exitCode = { fault: 1, invalid: 2, refused: 3, unavailable: 6 } as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

/** Why Kewei cannot start, in words for the person at the console: what happened, and what to do about it. */
export class StartupError extends Error {
  readonly exitCode: ExitCode
  readonly remedy: string

  constructor(code: ExitCode, message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartupError'
    this.exitCode = code
    this.remedy = remedy
  }
}

/** The system's own code of an error (`ENOENT`, `28P01`), or '' when it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error))

/** What a failed `listen` means to the person who chose the address; an unknown failure comes back as a fault. */
export function listenError(error: unknown, host: string, port: number): StartupError {
  const address = `${host}:${port}`
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartupError(exitCode.unavailable, `Port ${address} is taken by another program.`, 'Choose another with --port.', error)
    case 'EACCES':
      return new StartupError(
        exitCode.unavailable,
        `Port ${address} may not be opened by this user.`,
        'Choose a port above 1023 with --port.',
        error,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupError(
        exitCode.unavailable,
        `This machine has no address ${host}.`,
        'Use --host 127.0.0.1, or 0.0.0.0 for every address.',
        error,
      )
    default:
      return new StartupError(exitCode.fault, `Cannot listen on ${address}: ${wordsOf(error)}.`, 'Check --host and --port.', error)
  }
}
