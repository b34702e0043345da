/**
 * Where an NFT's contract says that its description or its picture is. Made by strangers: only what can be asked for
 * over an encrypted connection, or needs no connection at all, comes out.
 */
import { FieldError } from '../../shared/errors.ts'
import { isPrivateHost } from '../networks/proposed.ts'

export type NftPlace =
  /** Within the text itself. `type` in lower case, without parameters; may be empty. */
  | { kind: 'inline'; type: string; bytes: Uint8Array }
  | { kind: 'https'; url: string }
  /** `path` is a CID and what follows it, fit for a URL. */
  | { kind: 'ipfs'; path: string }
  /** An Arweave transaction and what follows it. */
  | { kind: 'arweave'; id: string; path: string }
  | { kind: 'refused'; why: string }

const CID =
  /^(?:Qm[1-9A-HJ-NP-Za-km-z]{44}|b[a-z2-7]{50,110}|z[1-9A-HJ-NP-Za-km-z]{40,110}|f[0-9a-f]{60,140})$/
const ARWEAVE_ID = /^[\w-]{43}$/
const refused = (why: string): NftPlace => ({ kind: 'refused', why })

/** ERC-1155: `{id}` stands for the number in 64 hexadecimal digits, lower case, without 0x. */
export const fillId = (text: string, tokenId: bigint): string =>
  text.replaceAll('{id}', tokenId.toString(16).padStart(64, '0'))

export function placeOf(given: string): NftPlace {
  const text = given.trim()
  if (text === '') return refused('The contract names none.')
  if (/^data:/i.test(text)) return inline(text)
  // Some contracts leave out what says that it is right here.
  if (text.startsWith('{')) return { kind: 'inline', type: 'application/json', bytes: utf8(text) }
  if (/^<svg[\s>]/i.test(text)) return { kind: 'inline', type: 'image/svg+xml', bytes: utf8(text) }
  if (/^ipfs:/i.test(text)) return ipfs(text.replace(/^ipfs:(?:\/\/)?(?:ipfs\/)*/i, ''))
  if (/^ar:/i.test(text)) return arweave(text.replace(/^ar:(?:\/\/)?/i, ''))
  if (CID.test(text.split('/')[0] ?? '')) return ipfs(text)
  return web(text)
}

function web(text: string): NftPlace {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) return refused('The contract names no place that could be asked.')
  if (url.protocol !== 'https:')
    return refused('It is not on an encrypted connection, so it is not asked for.')
  if (url.username !== '' || url.password !== '' || isPrivateHost(url.hostname))
    return refused('It names a place in a private network, so it is not asked for.')
  // Whoever serves it there: what the name says is the same at the gateway that the person chose.
  const shared = /^\/ipfs\/(.+)$/.exec(url.pathname)
  if (shared?.[1] !== undefined && CID.test(shared[1].split('/')[0] ?? '')) return ipfs(shared[1])
  url.hash = ''
  return { kind: 'https', url: url.href }
}

function ipfs(path: string): NftPlace {
  const [cid = '', ...rest] = segments(path)
  if (!CID.test(cid)) return refused('Its IPFS address is not one.')
  return { kind: 'ipfs', path: [cid, ...rest].join('/') }
}

function arweave(path: string): NftPlace {
  const [id = '', ...rest] = segments(path)
  if (!ARWEAVE_ID.test(id)) return refused('Its Arweave address is not one.')
  return { kind: 'arweave', id, path: rest.join('/') }
}

/** Of a path, each fit for a URL; none that would lead elsewhere. */
function segments(path: string): string[] {
  const plain = path.replace(/[?#].*$/s, '')
  return plain
    .split('/')
    .map((one) => encodeURIComponent(decoded(one)))
    .filter((one) => !/^(?:\.|%2e){1,2}$/i.test(one))
}

/** RFC 2397, and what is written in its place: `;utf8,` with nothing escaped. */
function inline(text: string): NftPlace {
  const comma = text.indexOf(',')
  if (comma === -1) return refused('Its text is cut off.')
  const [type = '', ...parameters] = text.slice('data:'.length, comma).toLowerCase().split(';')
  const body = text.slice(comma + 1)
  if (!parameters.some((one) => one.trim() === 'base64'))
    return { kind: 'inline', type: type.trim(), bytes: utf8(decoded(body)) }
  try {
    const binary = atob(decoded(body).replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/'))
    return { kind: 'inline', type: type.trim(), bytes: Uint8Array.from(binary, (one) => one.charCodeAt(0)) }
  } catch {
    return refused('Its text is not what it says that it is.')
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** With percent signs undone, where they are escapes; as it stands where they are not. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** An IPFS gateway as a person types it, without the slash and the `/ipfs` at its end. @throws FieldError */
export function parseGateway(typed: string): string {
  const text = typed.trim().replace(/(?:\/ipfs)?\/*$/, '')
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.search !== '')
    throw new FieldError('gateway', 'A gateway is an address that begins with https://.')
  if (isPrivateHost(url.hostname))
    throw new FieldError('gateway', 'A gateway in a private network cannot be used.')
  return `${url.origin}${url.pathname === '/' ? '' : url.pathname}`
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * Where an Arweave gateway serves a transaction: a host of its own for each, named by its id in base 32, to which the
 * plain address would lead by a redirect. https://docs.ar.io (sandboxing)
 */
export function arweaveUrl({ id, path }: { id: string; path: string }, gateway = 'arweave.net'): string {
  const binary = atob(`${id.replaceAll('-', '+').replaceAll('_', '/')}=`)
  let host = ''
  let bits = 0
  let value = 0
  for (const one of binary) {
    value = (value << 8) | one.charCodeAt(0)
    bits += 8
    for (; bits >= 5; bits -= 5) host += BASE32[(value >> (bits - 5)) & 31] ?? ''
    value &= 31
  }
  if (bits > 0) host += BASE32[(value << (5 - bits)) & 31] ?? ''
  return `https://${host}.${gateway}/${id}${path === '' ? '' : `/${path}`}`
}
