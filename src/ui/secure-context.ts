/**
 * The one place that uses what browsers offer only under https and on this machine itself. Each has a way without it:
 * the product works over plain http in a local network, too.
 */

/** Whether this page was reached in a way that offline use and check-in need. */
export const isSecurePage = (): boolean => globalThis.isSecureContext

/** Copies text; `fallback` is asked where the clipboard is missing. Resolves to whether it was copied. */
export async function copyText(text: string, fallback: () => boolean): Promise<boolean> {
  const clipboard = isSecurePage() ? navigator.clipboard : undefined
  if (!clipboard) return fallback()
  return clipboard.writeText(text).then(
    () => true,
    () => fallback(),
  )
}

/** The browser's service workers; undefined where it has none to offer. */
export const serviceWorkers = (): ServiceWorkerContainer | undefined =>
  isSecurePage() && 'serviceWorker' in navigator ? navigator.serviceWorker : undefined
