/** URIs and their authorities by the grammar of RFC 3986, which is narrower than what browsers take for a URL. */

export type Authority = {
  userinfo: string | null
  /** As it was written, IPv6 in its brackets. */
  host: string
  /** Digits; null when there is none, or only its colon. */
  port: string | null
}

const UNRESERVED = 'A-Za-z0-9\\-._~'
const SUB_DELIMS = "!$&'()*+,;="
const PERCENT = '%[0-9A-Fa-f]{2}'
const NAME = `(?:[${UNRESERVED}${SUB_DELIMS}]|${PERCENT})*`
const AUTHORITY = new RegExp(
  `^(?:((?:[${UNRESERVED}${SUB_DELIMS}:]|${PERCENT})*)@)?(\\[[^\\]]*\\]|${NAME})(?::(\\d*))?$`,
)
const PCHAR = `(?:[${UNRESERVED}${SUB_DELIMS}:@]|${PERCENT})`
const QUERY = `(?:[${UNRESERVED}${SUB_DELIMS}:@/?]|${PERCENT})*`
const URI = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?://([^/?#]*)(?:/${PCHAR}*)*|/(?:${PCHAR}+(?:/${PCHAR}*)*)?|${PCHAR}+(?:/${PCHAR}*)*|)` +
    `(?:\\?${QUERY})?(?:#${QUERY})?$`,
)
const FUTURE = new RegExp(`^\\[v[0-9A-Fa-f]+\\.[${UNRESERVED}${SUB_DELIMS}:]+\\]$`, 'i')

/** authority = [ userinfo "@" ] host [ ":" port ]; null for anything else. */
export function parseAuthority(text: string): Authority | null {
  const [, userinfo, host, port] = AUTHORITY.exec(text) ?? []
  if (host === undefined || (host.startsWith('[') && !isIpLiteral(host))) return null
  return { userinfo: userinfo ?? null, host, port: port || null }
}

/** A whole URI, its scheme included. */
export function isUri(text: string): boolean {
  const found = URI.exec(text)
  return found !== null && (found[1] === undefined || parseAuthority(found[1]) !== null)
}

const isIpLiteral = (host: string): boolean =>
  FUTURE.test(host) || (/^\[[0-9A-Fa-f:.]+\]$/.test(host) && URL.canParse(`http://${host}`))
