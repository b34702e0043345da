/** Requests to services outside of the networks, as the browser makes them: nothing of the person goes along. */
import { AnswerTooLargeError, InvalidParamsError } from '../shared/errors.ts'
import { isPrivateHost } from './networks/proposed.ts'
import type { HttpFetch } from './ports.ts'

export const browserFetch: HttpFetch = async ({ method, url, headers, body, signal, most, redirect }) => {
  requirePublic(url)
  const response = await fetch(url, {
    method,
    headers: { ...headers },
    ...(body === null ? {} : { body }),
    signal,
    redirect,
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  })
  // Where a chain of redirects ends is known only now: what came from a private address is not read.
  if (response.url !== '') requirePublic(response.url)
  return {
    status: response.status,
    bytes: await readCapped(response, most),
    type: response.headers.get('content-type'),
    retryAfter: response.headers.get('retry-after'),
    url: response.url,
  }
}

/** Encrypted, and not of this machine or a private network. @throws InvalidParamsError */
export function requirePublic(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || isPrivateHost(url.hostname))
    throw new InvalidParamsError(`"${text.slice(0, 80)}" is not a public https:// address.`)
}

/** Stops reading where no honest answer would still go on. @throws AnswerTooLargeError */
export async function readCapped(response: Response, most: number): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.length
    if (size > most) {
      await reader?.cancel()
      throw new AnswerTooLargeError()
    }
    parts.push(part.value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
