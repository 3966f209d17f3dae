import type { z } from 'zod'
import type { Endpoint } from '../../core/endpoint.ts'
import { companyHeader } from './company.ts'
import { asFailure, Failure, failureFrom } from './failure.ts'
import { prepare } from './request.ts'

export type CallOptions = {
  /** Same key, same submission: the server answers a repeat with the first result. */
  readonly idempotencyKey?: string
  /** The raw body of an endpoint with `body: 'file'`. */
  readonly file?: File
  readonly signal?: AbortSignal
  /** Share sent, 0–1; only for files. */
  readonly onProgress?: (share: number) => void
}

type Listener = () => void
const signedOutListeners = new Set<Listener>()

/** Calls `listener` whenever the server says that nobody is signed in. Returns how to stop. */
export function onSignedOut(listener: Listener): Listener {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

export const tellSignedOut = (): void => {
  for (const listener of signedOutListeners) listener()
}

const ownRequests: string[] = []
const mostOwn = 200

/** The server names each request; changes of our own need not be told us. */
function noteOwn(id: string | null): void {
  if (id !== null) ownRequests.push(id)
  if (ownRequests.length > mostOwn) ownRequests.shift()
}
export const isOwnRequest = (id: string | null): boolean => id !== null && ownRequests.includes(id)

let language = 'zh-CN'
/** The language in which problems come back before anybody is signed in. */
export const setReplyLanguage = (locale: string): void => {
  language = locale
}

/** Asks the server. Resolves to the endpoint's reply, rejects with a `Failure`. */
export async function call<In extends z.ZodType, Out extends z.ZodType>(
  endpoint: Endpoint<In, Out>,
  input: z.input<In>,
  options: CallOptions = {},
): Promise<z.input<Out>> {
  try {
    const reply = await send(endpoint, input, options)
    if (reply.status >= 200 && reply.status < 300) return trusted(endpoint, reply.body)
    throw failureFrom(reply.status, reply.body)
  } catch (thrown) {
    if (options.signal?.aborted) throw thrown
    const failure = asFailure(thrown)
    if (failure.code === 'signed-out') tellSignedOut()
    throw failure
  }
}

/** The reply as the contract describes it: checked while developing, trusted in production for size and speed. */
function trusted<Out extends z.ZodType>(endpoint: Endpoint<z.ZodType, Out>, body: unknown): z.input<Out> {
  // The token of a session that opens stays in the cookie: that reply is shorter than its contract.
  if (import.meta.env.DEV && endpoint.session !== 'opens') {
    const checked = endpoint.output.safeDecode(body as never)
    if (!checked.success) console.error(`The reply of ${endpoint.name} does not fit its contract`, checked.error.issues)
  }
  return body as z.input<Out>
}

type Reply = { status: number; body: unknown }

async function send(endpoint: Endpoint, input: unknown, options: CallOptions): Promise<Reply> {
  const { url, body } = prepare(endpoint, input)
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language, ...companyHeader() }
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
  if (options.file) return sendFile(endpoint.method, url, headers, options.file, options)
  if (body) headers['content-type'] = 'application/json'
  const reply = await fetch(url, {
    method: endpoint.method,
    headers,
    credentials: 'same-origin',
    ...(body ? { body: JSON.stringify(body) } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  })
  if (endpoint.method !== 'GET') noteOwn(reply.headers.get('x-request-id'))
  return { status: reply.status, body: readJson(await reply.text()) }
}

/** fetch tells nothing about how much was sent; XMLHttpRequest does. */
function sendFile(method: string, url: string, headers: Record<string, string>, file: File, options: CallOptions): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    request.upload.onprogress = (e) => options.onProgress?.(e.total ? e.loaded / e.total : 0)
    request.onload = () => {
      noteOwn(request.getResponseHeader('x-request-id'))
      resolve({ status: request.status, body: readJson(request.responseText) })
    }
    request.onerror = () => reject(new Failure('offline'))
    request.onabort = () => reject(new DOMException('Aborted', 'AbortError'))
    options.signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function readJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The address of a GET endpoint that answers with a file, for an ordinary link. */
export const fileHref = <In extends z.ZodType>(endpoint: Endpoint<In>, input: z.input<In>): string => prepare(endpoint, input).url

/** Fetches a file whose endpoint needs a body and hands it to the browser under `name`. Rejects with a `Failure`. */
export async function saveFile<In extends z.ZodType>(endpoint: Endpoint<In>, input: z.input<In>, name: string): Promise<void> {
  const { url, body } = prepare(endpoint, input)
  const reply = await fetch(url, {
    method: endpoint.method,
    headers: { 'content-type': 'application/json', 'accept-language': language, ...companyHeader() },
    credentials: 'same-origin',
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch((thrown: unknown) => Promise.reject(asFailure(thrown)))
  if (!reply.ok) throw failureFrom(reply.status, readJson(await reply.text()))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await reply.blob())
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
