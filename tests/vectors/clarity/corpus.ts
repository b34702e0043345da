/** The corpus as it stands in the JSON files beside this one, with names in the place of addresses. */
import { readdirSync, readFileSync } from 'node:fs'
import { AbiCoder, concat, getAddress, Interface, parseUnits, solidityPacked, toBeHex } from 'ethers'
import type { Address, Hex } from '../../../src/shared/hex.ts'

export type Name = { address: string; what: string; decimals?: number; code?: boolean }
/** "$friend", "2.5 USDC", "max", a date, a number in digits, hexadecimal, or calldata in calldata. */
export type Argument = string | boolean | Argument[] | Nested
export type Nested = {
  /** A function and its arguments. */
  call?: string
  /** ABI types of arguments without a function. */
  encode?: string
  /** Solidity types, packed. */
  packed?: string[]
  /** Calls in a row, as a Safe's MultiSend takes them. */
  multiSend?: { times?: number; operation?: number; to: string; value?: string; data: Argument }[]
  args?: Argument[]
}
export type Call = { to: string | null; value?: string; call?: string; args?: Argument[]; data?: string }
export type Request = Partial<Call> & {
  chainId?: number
  /** Who sends it, where that is not $me; it is $me in what is said. */
  from?: string
  origin?: string
  /** wallet_sendCalls */
  calls?: Call[]
  typedData?: unknown
  /** personal_sign: text, or bytes in hexadecimal. */
  message?: string
  /** Keys of eth_sendTransaction that are no part of a plain call. */
  more?: Record<string, unknown>
}
export type Facts = {
  /** Tokens that no list knows, by what their contracts say of themselves. */
  tokens?: Record<string, { symbol: string; decimals: number }>
  /** What contracts answer to questions without arguments: an address, or a number. */
  answers?: Record<string, Record<string, string>>
  /** Contracts that were not there a month ago, and addresses without code besides those that names.json says. */
  young?: string[]
  empty?: string[]
  /** Contracts whose code was changed lately. */
  upgraded?: string[]
  listed?: string[]
  contacts?: Record<string, string>
  recipients?: string[]
  holding?: Record<string, string>
  /** What the coin and tokens cost, by their names. */
  prices?: Record<string, string>
  /** What a trial shows: "-1 ETH", "+250 USDC worth 250"; rights as "$thief: all of USDC". */
  trial?: { changes?: string[]; rights?: string[]; differs?: boolean; failure?: string; looked?: 'tried' }
  /** Whose code the account runs. */
  delegate?: string
}
export type Case = {
  name: string
  source: string
  request: Request
  facts?: Facts
  expect: {
    sentences?: string[]
    rows?: string[]
    changes?: string[]
    rights?: string[]
    warnings?: { id: string; severity: string }[]
    refused?: string
    /** What a trial on the devnet has to show; "about +3 USDC" within one in a hundred, as pools have it. */
    tried?: { changes: string[]; rights: string[] }
  }
}
export type Topic = { topic: string; about: string; malicious: boolean; cases: Case[] }

const here = new URL('.', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, here), 'utf8')
export const NAMES: Record<string, Name> = JSON.parse(read('names.json'))

export const corpus = (): { file: string; topic: Topic }[] =>
  readdirSync(here)
    .filter((file) => file.endsWith('.json') && file !== 'names.json')
    .sort()
    .map((file) => ({ file, topic: JSON.parse(read(file)) }))

const addresses = new Map<string, Address>()

/** "$friend" or an address as it is. */
export function addressOf(text: string): Address {
  const known = addresses.get(text)
  if (known !== undefined) return known
  const name = text.startsWith('$') ? NAMES[text.slice(1)] : undefined
  if (text.startsWith('$') && name === undefined) throw new Error(`names.json has no ${text}`)
  const address = getAddress(name?.address ?? text) as Address
  if (name !== undefined) addresses.set(text, address)
  return address
}

const LIMITS = new Map([
  ['max', 2n ** 256n - 1n],
  ['max160', 2n ** 160n - 1n],
  ['max128', 2n ** 128n - 1n],
  ['max96', 2n ** 96n - 1n],
  ['max48', 2n ** 48n - 1n],
])

/** What an argument stands for, by rules of its own: nothing of the wallet's reading is used to write it. */
export function meant(argument: Argument): unknown {
  if (Array.isArray(argument)) return argument.map(meant)
  if (typeof argument === 'object') return bytesOf(argument)
  if (typeof argument === 'boolean') return argument
  if (argument.startsWith('$')) return addressOf(argument)
  const limit = LIMITS.get(argument)
  if (limit !== undefined) return limit
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(argument)) return BigInt(Date.parse(argument) / 1000)
  const [, number, symbol] = /^([\d.]+) ([A-Za-z]+)$/.exec(argument) ?? []
  if (number === undefined || symbol === undefined) return argument
  const decimals = symbol === 'ETH' ? 18 : NAMES[symbol]?.decimals
  return decimals === undefined ? argument : parseUnits(number, decimals)
}

function bytesOf({ call, encode, packed, multiSend, args = [] }: Nested): string {
  const values = args.map(meant)
  if (call !== undefined) return encodeCall(call, values)
  if (encode !== undefined) return AbiCoder.defaultAbiCoder().encode(splitTypes(encode), values)
  if (packed !== undefined) return solidityPacked(packed, values)
  return concat(
    (multiSend ?? []).map(({ times = 1, operation = 0, to, value = '0', data }) => {
      const bytes = String(meant(data))
      const length = (bytes.length - 2) / 2
      const one = concat([
        solidityPacked(['uint8', 'address'], [operation, addressOf(to)]),
        toBeHex(BigInt(String(meant(value))), 32),
        toBeHex(length, 32),
        bytes,
      ])
      return concat(Array.from({ length: times }, () => one))
    }),
  )
}

const splitTypes = (types: string): string[] =>
  new Interface([`function f(${types})`]).getFunction('f')?.inputs.map((one) => one.format('full')) ?? []

const encodeCall = (signature: string, values: unknown[]): string => {
  const abi = new Interface([`function ${signature}`])
  return abi.encodeFunctionData(signature.slice(0, signature.indexOf('(')), values)
}

export const dataOf = ({ call, args = [], data }: Partial<Call>): Hex =>
  (call === undefined ? (data ?? '0x') : encodeCall(call, args.map(meant))) as Hex

export const weiOf = (value = '0'): bigint => BigInt(String(meant(value)))

/** Names inside of JSON, such as typed data, become what they stand for. */
export function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved)
  if (typeof value === 'object' && value !== null) {
    if ('call' in value || 'encode' in value || 'multiSend' in value) return bytesOf(value as Nested)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one)]))
  }
  if (typeof value !== 'string') return value
  const known = meant(value)
  return typeof known === 'bigint' ? known.toString() : known
}

const byAddress = new Map(Object.entries(NAMES).map(([name, { address }]) => [address.toLowerCase(), name]))

/** Has a name stand for another address, where the requests are tried. What it gives takes that back. */
export function place(name: string, address: string): () => void {
  const known = NAMES[name]
  if (known === undefined) throw new Error(`names.json has no ${name}`)
  const before = known.address
  byAddress.delete(known.address.toLowerCase())
  byAddress.set(address.toLowerCase(), name)
  addresses.delete(`$${name}`)
  known.address = address
  return () => {
    if (known.address !== before) place(name, before)
  }
}

/** Addresses as their names, for a person to read; the narrow spaces of long numbers as plain ones. */
export function named(text: string): string {
  return text
    .replace(/0x[0-9a-fA-F]{40}(?![0-9a-fA-F])/g, (found) => {
      const name = byAddress.get(found.toLowerCase())
      return name === undefined ? found : `$${name}`
    })
    .replaceAll('\u202f', ' ')
}
