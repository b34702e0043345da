/** Web origins, as text like "https://app.example:8443". */

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])

/** This very computer; `*.localhost` counts (RFC 6761). */
export function isLoopback(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { hostname } = new URL(origin)
  return LOOPBACK_HOSTS.has(hostname) || hostname.endsWith('.localhost')
}

export const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : origin)

/** As the browser writes the origin of a page that we serve. */
export function isWebOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, origin } = new URL(text)
  return origin === text && (protocol === 'https:' || protocol === 'http:')
}
