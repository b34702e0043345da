/**
 * Addresses that a page proposes for a network. Stricter than what a person types: nothing that is not encrypted and
 * no host of a private network, which the page could reach through us but not by itself. This computer is let
 * through, for those who develop on it.
 */
import { InvalidParamsError } from '../../shared/errors.ts'
import { parseEndpointUrl } from './endpoint.ts'

const MOST_ENDPOINTS = 5
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
/** IPv4 as numbers, whatever way it was written: the URL parser has made it decimal. */
const PRIVATE_IPV4 = [
  /^0\./,
  /^10\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^127\./,
  /^169\.254\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^192\.0\.0\./,
  /^192\.168\./,
  /^198\.1[89]\./,
  /^(22[4-9]|2[3-5]\d)\./,
]
/** Global unicast is 2000::/3; of it not the ranges that carry an IPv4 address, nor documentation. */
const PUBLIC_IPV6 = /^\[(?!2002:|2001:0?:|2001::|2001:db8:)[23][0-9a-f]{3}:/
/** Names that are looked up in the local network. */
const LOCAL_NAME = /(^|\.)(local|localhost|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)$/

export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '')
  if (host.startsWith('[')) return !PUBLIC_IPV6.test(host)
  if (/^\d+(\.\d+){3}$/.test(host)) return PRIVATE_IPV4.some((range) => range.test(host))
  return !host.includes('.') || LOCAL_NAME.test(host)
}

function parseProposed(text: string): string {
  const url = parseEndpointUrl(text)
  const { hostname } = new URL(url)
  if (!LOOPBACK.has(hostname) && isPrivateHost(hostname))
    throw new InvalidParamsError(`A site cannot add ${hostname}: it is not a public address.`)
  return url
}

/**
 * The endpoints to use, each once, the first five: each is asked for its chain before the person is asked for consent.
 * One that is refused refuses all; WebSocket ones, which we have no use for, are passed over.
 * @throws InvalidParamsError
 */
export function parseProposedEndpoints(urls: readonly string[]): string[] {
  const http = urls.filter((text) => !/^\s*wss?:/i.test(text))
  if (http.length === 0)
    throw new InvalidParamsError('rpcUrls needs an https:// endpoint (http:// only on this computer).')
  return [...new Set(http.map(parseProposed))].slice(0, MOST_ENDPOINTS)
}

/** The first explorer; null when none was named. @throws InvalidParamsError */
export function parseProposedExplorer(urls: readonly string[]): string | null {
  const [first] = urls
  if (first === undefined) return null
  const url = parseProposed(first)
  if (!url.startsWith('https:')) throw new InvalidParamsError('blockExplorerUrls needs an https:// address.')
  return url
}
