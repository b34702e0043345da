/**
 * EIP-4361 messages, read by the grammar of the EIP and the RFCs that it names (3986 for URIs, 3339 for times), whole
 * or not at all: https://eips.ethereum.org/EIPS/eip-4361. What a message means for the site that asks is judged in
 * siwe-checks.ts.
 */
import { isAddressLike } from '../shared/hex.ts'
import { type Authority, isUri, parseAuthority } from './uri.ts'

export type SignInMessage = {
  /** In lower case; null when the message names none. */
  scheme: string | null
  domain: string
  authority: Authority
  /** As it was written: EIP-55 is judged later, so that a wrong capital cannot hide a wrong host. */
  address: string
  statement: string | null
  uri: string
  /** Decimal, as it was written. */
  chainId: string
  nonce: string
  /** Times in milliseconds since 1970. */
  issuedAt: number
  expirationTime: number | null
  notBefore: number | null
  requestId: string | null
  resources: string[]
}

export const PHRASE = ' wants you to sign in with your Ethereum account:'

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/
/** No line break, no percent sign, no quotation mark, nothing outside of ASCII. */
const STATEMENT = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;= ]*$/
const CHAIN_ID = /^\d{1,78}$/
const NONCE = /^[A-Za-z0-9]{8,}$/
const REQUEST_ID = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})*$/

/** @returns null when the text is not exactly a message of the EIP */
export function parseSignIn(text: string): SignInMessage | null {
  const lines = text.split('\n')
  const header = parseHeader(lines[0] ?? '')
  const address = lines[1] ?? ''
  if (header === null || !isAddressLike(address.replace(/^0X/, '0x')) || lines[2] !== '') return null
  // Without a statement its line break is left out with it.
  const bare = lines[3] === '' && lines[4]?.startsWith('URI: ') === true
  const statement = bare ? null : (lines[3] ?? '')
  if (!bare && (!STATEMENT.test(statement ?? '') || lines[4] !== '')) return null

  const rest = lines.slice(bare ? 4 : 5)
  const take = (label: string): string | null => {
    const line = rest[0]
    if (line?.startsWith(label) !== true) return null
    rest.shift()
    return line.slice(label.length)
  }
  const uri = take('URI: ')
  const version = take('Version: ')
  const chainId = take('Chain ID: ')
  const nonce = take('Nonce: ')
  const issuedAt = parseTime(take('Issued At: '))
  if (uri === null || !isUri(uri) || version !== '1') return null
  if (chainId === null || !CHAIN_ID.test(chainId) || nonce === null || !NONCE.test(nonce)) return null

  const expiration = take('Expiration Time: ')
  const early = take('Not Before: ')
  const requestId = take('Request ID: ')
  const [expirationTime, notBefore] = [parseTime(expiration), parseTime(early)]
  if (issuedAt === null || (expiration !== null && expirationTime === null)) return null
  if ((early !== null && notBefore === null) || (requestId !== null && !REQUEST_ID.test(requestId)))
    return null
  const resources = parseResources(rest)
  if (resources === null) return null
  return {
    ...header,
    address,
    statement,
    uri,
    chainId,
    nonce,
    issuedAt,
    expirationTime,
    notBefore,
    requestId,
    resources,
  }
}

/** The first line alone: enough to tell for which site a text wants to be taken. */
export function parseHeader(line: string): Pick<SignInMessage, 'scheme' | 'domain' | 'authority'> | null {
  if (!line.endsWith(PHRASE)) return null
  const place = line.slice(0, -PHRASE.length)
  const [, scheme, rest] = SCHEME.exec(place) ?? []
  const domain = rest ?? place
  const authority = parseAuthority(domain)
  if (authority === null || authority.host === '') return null
  return { scheme: scheme?.toLowerCase() ?? null, domain, authority }
}

/** What is left: nothing, or the list. */
function parseResources(lines: readonly string[]): string[] | null {
  const [head, ...items] = lines
  if (head === undefined) return []
  if (head !== 'Resources:') return null
  const resources = items.map((item) => (item.startsWith('- ') ? item.slice(2) : ''))
  return resources.every(isUri) ? resources : null
}

const TIME = /^(\d{4}-(\d\d)-(\d\d))[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

/** RFC 3339 date-time to milliseconds since 1970; a leap second is the end of its minute. */
export function parseTime(text: string | null): number | null {
  const [, day, , , hours, minutes, seconds, fraction, sign, aheadHours, aheadMinutes] =
    TIME.exec(text ?? '') ?? []
  if (day === undefined) return null
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // Date.parse takes the 30th of February for the 2nd of March.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return null
  const [h, m, s] = [number(hours), number(minutes), number(seconds)]
  const [ah, am] = [number(aheadHours), number(aheadMinutes)]
  if (h > 23 || m > 59 || s > 60 || ah > 23 || am > 59) return null
  const ahead = (ah * 60 + am) * (sign === '-' ? -1 : 1)
  return midnight + ((h * 60 + m - ahead) * 60 + s) * 1000 + number(fraction?.slice(0, 3).padEnd(3, '0'))
}

const number = (digits: string | undefined): number => Number(digits ?? 0)
