import { offlinePage } from './offline-words.ts'

/** The page as an answer, under a policy that lets it do nothing but look as it does. */
export const offlineReply = (): Response =>
  new Response(offlinePage, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  })
