import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { renderSVG } from 'uqr'
import { type Locale, speaker } from '../../core/text.ts'
import { localeOf } from '../../platform/http/routes.ts'
import { inTaiwan } from '../../platform/taiwan/convert.ts'
import { installStyle } from './style.ts'
import { installText } from './text.ts'

/** Where people find the page, on https and on the port that leads there. */
export const installPath = '/install-certificate'

const systems = ['ios', 'android', 'windows', 'macos', 'linux'] as const
type System = (typeof systems)[number]

const marks: readonly [RegExp, System][] = [
  [/iPhone|iPad/, 'ios'],
  [/Android|HarmonyOS/, 'android'],
  [/Windows/, 'windows'],
  [/Macintosh/, 'macos'],
  [/Linux/, 'linux'],
]

/** The system whose steps are shown open, by what the browser calls itself. */
export const systemOf = (userAgent: string): System | undefined => marks.find(([mark]) => mark.test(userAgent))?.[1]

type Authority = { readonly certificate: string; readonly fingerprint: string }

/** Public pages: how to install our authority's certificate, and the certificate itself (PEM, as phones and desks take it). */
export function addInstallPage(app: FastifyInstance, { certificate, fingerprint }: Authority): void {
  app.get(installPath, async (request, reply) => {
    const nonce = randomBytes(16).toString('base64')
    const locale = chosenLocale(request)
    return reply
      .header('content-security-policy', `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(pageFor({ locale, nonce, fingerprint, address: addressOf(request), system: systemOf(request.headers['user-agent'] ?? '') }))
  })
  app.get(`${installPath}/kewei-ca.crt`, async (_request, reply) =>
    reply
      // Safari on phones offers to install only what is of this type and no attachment.
      .header('content-type', 'application/x-x509-ca-cert')
      .header('content-disposition', 'inline; filename="kewei-ca.crt"')
      .header('cache-control', 'no-cache')
      .send(certificate),
  )
}

function chosenLocale(request: FastifyRequest): Locale {
  const { lang } = request.query as Record<string, unknown>
  return lang === 'en' || lang === 'zh-CN' ? lang : localeOf(request)
}

/** This page as the reader's browser reached it; undefined when what it sent is no address. */
function addressOf({ protocol, headers: { host } }: FastifyRequest): string | undefined {
  const url = `${protocol}://${host}${installPath}`
  return host && /^[\w.:[\]-]+$/.test(host) && URL.canParse(url) ? url : undefined
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

type Shown = { locale: Locale; nonce: string; fingerprint: string; address: string | undefined; system: System | undefined }

/** Each in its own words. */
const languages = { 'zh-CN': '中文', en: 'English' } as const

/** Words of this page, as they stand in HTML. */
type Words = (key: string) => string

function pageFor({ locale, nonce, fingerprint, address, system }: Shown): string {
  const words = speaker([installText], locale, inTaiwan)
  const say: Words = (key) => escaped(words(`install.${key}`))
  const other = locale === 'en' ? 'zh-CN' : 'en'
  const code = address ? `<figure>${renderSVG(address, { pixelSize: 4, border: 2 })}<figcaption>${say('scan')}</figcaption></figure>` : ''
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${say('title')}</title><style nonce="${nonce}">${installStyle}</style></head>
<body><main><a class="lang" href="?lang=${other}" lang="${other}">${languages[other]}</a><h1>${say('title')}</h1><p>${say('lead')}</p>
<section class="get"><div><h2>${say('fingerprint')}</h2><code>${fingerprintLines(fingerprint)}</code><p class="aux">${say('fingerprint-why')}</p>
<a class="button" href="${installPath}/kewei-ca.crt">${say('download')}</a></div>${code}</section>
<h2>${say('systems')}</h2>${systems.map((name) => stepsOf(name, name === system, say)).join('\n')}
<p><a href="/">${say('done')}</a></p></main></body></html>`
}

const stepsOf = (name: System, open: boolean, say: Words): string =>
  `<details${open ? ' open' : ''}><summary>${say(name)}</summary><ol>${[1, 2, 3].map((step) => `<li>${say(`${name}-${step}`)}</li>`).join('')}</ol></details>`

/** Eight pairs a line, so that two people can compare them aloud. */
const fingerprintLines = (fingerprint: string): string => {
  const pairs = fingerprint.split(':')
  return [0, 8, 16, 24].map((at) => pairs.slice(at, at + 8).join(':')).join('<br>')
}
