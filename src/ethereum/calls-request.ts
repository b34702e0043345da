/** wallet_sendCalls as a site asks for it (EIP-5792, version 2.0.0), parsed once and strictly. */
import {
  BatchTooLargeError,
  UnsupportedCapabilityError,
  UnsupportedChainError,
} from '../shared/batch-errors.ts'
import { InvalidInputError } from '../shared/errors.ts'
import { type Address, type Hex, sameAddress } from '../shared/hex.ts'
import { addressOf, type Given, parseData, quantity, refuse } from './transaction-fields.ts'

export const CALLS_VERSION = '2.0.0'
/** A person has to read them all. */
export const MOST_CALLS = 50
/** The data of all calls together: 128 kB, what one transaction of the network may carry. */
const MOST_DATA_BYTES = 128 * 1024
const MOST_ID_BYTES = 4096

export type RequestedCall = { to: Address | null; value: bigint; data: Hex }

export type CallsRequest = {
  /** What the site calls it; null leaves it to the wallet. */
  id: string | null
  from: Address | null
  calls: RequestedCall[]
  atomicRequired: boolean
}

export type CallsSite = {
  chainId: number
  /** Every account of the wallet: data sent to one of them is refused. */
  own: readonly Address[]
  isKnownChain(chainId: number): boolean
}

const KEYS = new Set('version id from chainId atomicRequired calls capabilities'.split(' '))
const CALL_KEYS = new Set('to data value capabilities'.split(' '))

/**
 * @throws InvalidInputError for another version, InvalidParamsError and AddressError for anything malformed, and the
 *   errors of EIP-5792 for what is well-formed but cannot be had
 */
export function parseCallsRequest(params: unknown, site: CallsSite): CallsRequest {
  const given = fieldsOf(Array.isArray(params) ? params[0] : params, KEYS, 'the request')
  const version = given.get('version')
  if (typeof version !== 'string') return refuse('"version" must be a string.')
  if (version !== CALLS_VERSION)
    throw new InvalidInputError(
      `Version not supported: Got ${version.slice(0, 20)}, expected ${CALLS_VERSION}`,
    )
  const atomicRequired = given.get('atomicRequired')
  if (typeof atomicRequired !== 'boolean') return refuse('"atomicRequired" must be true or false.')
  const id = parseId(given.get('id'))
  const from = given.get('from') === undefined ? null : addressOf(given.get('from'), 'from')
  checkChain(given, site)
  const calls = parseCalls(given.get('calls'), site)
  checkCapabilities(given.get('capabilities'))
  return { id, from, calls, atomicRequired }
}

/** What a site calls a batch. @throws InvalidParamsError */
export function parseId(value: unknown): string | null {
  if (value === undefined) return null
  if (typeof value !== 'string' || value === '') return refuse('"id" must be a string.')
  const bytes = /^0x[0-9a-fA-F]*$/.test(value)
    ? (value.length - 2) / 2
    : new TextEncoder().encode(value).length
  return bytes <= MOST_ID_BYTES ? value : refuse(`"id" is longer than ${MOST_ID_BYTES} bytes.`)
}

function checkChain(given: Given, site: CallsSite): void {
  const chainId = quantity(given, 'chainId', 2n ** 53n - 1n) ?? refuse('"chainId" is missing.')
  if (!site.isKnownChain(Number(chainId))) throw new UnsupportedChainError(Number(chainId))
  if (chainId !== BigInt(site.chainId))
    refuse(`The calls are for chain id ${chainId}, but this site uses chain id ${site.chainId}.`)
}

function parseCalls(value: unknown, site: CallsSite): RequestedCall[] {
  if (!Array.isArray(value) || value.length === 0)
    return refuse('"calls" must be a list of at least one call.')
  if (value.length > MOST_CALLS) throw new BatchTooLargeError(`More than ${MOST_CALLS} calls are too many.`)
  const calls = value.map((call) => parseCall(call, site))
  const bytes = calls.reduce((sum, { data }) => sum + (data.length - 2) / 2, 0)
  if (bytes > MOST_DATA_BYTES) throw new BatchTooLargeError('The calls carry more than 128 kB of data.')
  return calls
}

function parseCall(value: unknown, site: CallsSite): RequestedCall {
  const given = fieldsOf(value, CALL_KEYS, 'a call')
  const to = given.get('to') == null ? null : addressOf(given.get('to'), 'to')
  const data = parseData(given)
  if (to === null && data === '0x') return refuse('A call needs an address in "to", or code in "data".')
  if (to !== null && data !== '0x' && site.own.some((own) => sameAddress(own, to)))
    return refuse('A site cannot send data to one of the accounts of this wallet.')
  checkCapabilities(given.get('capabilities'))
  return { to, value: quantity(given, 'value') ?? 0n, data }
}

/** None is offered that a site could ask for here, so only optional ones go through. */
function checkCapabilities(value: unknown): void {
  if (value === undefined) return
  for (const [name, capability] of recordOf(value, 'capabilities')) {
    const { optional } = Object.fromEntries(recordOf(capability, name))
    if (optional !== true) throw new UnsupportedCapabilityError(name)
  }
}

function recordOf(value: unknown, name: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(`"${name.slice(0, 40)}" must be an object.`)
  return Object.entries(value)
}

function fieldsOf(value: unknown, keys: ReadonlySet<string>, what: string): Given {
  const entries = recordOf(value, what).filter(([, field]) => field !== undefined)
  for (const [key] of entries) if (!keys.has(key)) refuse(`Unknown field "${key.slice(0, 40)}" in ${what}.`)
  return new Map(entries)
}
