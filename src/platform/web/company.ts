const key = /^[a-z][a-z0-9]{1,30}$/

/**
 * Which company an address speaks of: `?company=east`, or the key a one-time link begins with (`#east.…`).
 * Undefined when it names none.
 */
export function companyIn(search: string, hash: string): string | undefined {
  const named = new URLSearchParams(search).get('company') ?? hash.replace(/^#/, '').split('.')[0]
  return named !== undefined && key.test(named) && (search.includes('company=') || hash.includes('.')) ? named : undefined
}

const kept = 'kewei.company'

/** The company this browser works in, once an address named one; the server's own when none ever did. */
function currentCompany(): string | undefined {
  const named = companyIn(location.search, location.hash)
  try {
    if (named !== undefined) localStorage.setItem(kept, named)
    return named ?? localStorage.getItem(kept) ?? undefined
  } catch {
    // Storage is forbidden: then the address alone decides.
    return named
  }
}

/** The header that tells the server the company before anybody has signed in; a session names its own. */
export function companyHeader(): Record<string, string> {
  const company = currentCompany()
  return company === undefined ? {} : { 'x-kewei-company': company }
}
