/** Made-up arguments and messages, of every kind of value that a real request may have. */
import { ParamType } from 'ethers'

export const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
export const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
export const COIN = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'
export const ALICE = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const ZERO = '0x0000000000000000000000000000000000000000'

export type Kind = {
  name: string
  /** Elements of each list. */
  length: number
  integer(bits: number, isSigned: boolean, nth: number): bigint
  address(nth: number): string
  bytes: string
  isTrue: boolean
  /** Whatever a descriptor points at is there. */
  isWhole?: true
}

const within = (value: bigint, bits: number) => value % (1n << BigInt(bits))
const call = `0xa9059cbb${'00'.repeat(12)}${ALICE.slice(2)}${'11'.repeat(32)}`.toLowerCase()
const packed = `0x${USDC.slice(2)}000bb8${WETH.slice(2)}0001f4${COIN.slice(2)}`.toLowerCase()

/** A call of many words, each of them an address. */
const swap = `0x52bbbe29${[USDC, WETH]
  .map((one) => one.slice(2).toLowerCase().padStart(64, '0'))
  .join('')
  .repeat(6)}`

export const KINDS: readonly Kind[] = [
  {
    name: 'small numbers, one element',
    length: 1,
    integer: (bits, _, nth) => within(BigInt(1 + (nth % 5)), bits),
    address: (nth) => [USDC, WETH, ALICE][nth % 3] ?? USDC,
    bytes: call,
    isTrue: true,
  },
  {
    name: 'nothing, and no elements',
    length: 0,
    integer: () => 0n,
    address: () => ZERO,
    bytes: '0x',
    isTrue: false,
  },
  {
    name: 'nothing, five elements',
    length: 5,
    integer: () => 0n,
    address: () => ZERO,
    bytes: '0x00',
    isTrue: false,
  },
  {
    name: 'the largest numbers, five elements',
    length: 5,
    integer: (bits, isSigned) => (1n << BigInt(bits - (isSigned ? 1 : 0))) - 1n,
    address: () => COIN,
    bytes: packed,
    isTrue: true,
  },
  {
    name: 'amounts, five elements',
    length: 5,
    integer: (bits, isSigned, nth) =>
      bits > 64 ? 1234567890123456789n * BigInt(nth + 1) : within(1234567890n, bits - (isSigned ? 1 : 0)),
    address: (nth) => [WETH, ALICE, USDC, `0x${(nth + 1).toString(16).padStart(40, '9')}`][nth % 4] ?? WETH,
    bytes: swap,
    isTrue: false,
    isWhole: true,
  },
  {
    name: 'dates, and addresses as numbers, two elements',
    length: 2,
    integer: (bits, isSigned, nth) =>
      bits === 256 && !isSigned && nth % 2 === 0
        ? BigInt(nth % 4 === 0 ? USDC : ALICE)
        : within(1782864000n + BigInt(nth * 3661), bits - (isSigned ? 1 : 0)),
    address: (nth) => [ALICE, USDC][nth % 2] ?? ALICE,
    bytes: call,
    isTrue: true,
  },
]

/** A different value for each place. */
export function sampler(kind: Kind): (param: ParamType) => unknown {
  let nth = 0
  // Lists in lists in lists would be more than a request can carry.
  const sample = (param: ParamType, depth = 0): unknown => {
    if (param.isArray()) {
      const few = depth > 1 ? Math.min(kind.length, 2) : kind.length
      const length = param.arrayLength === -1 ? few : param.arrayLength
      return Array.from({ length }, () => sample(param.arrayChildren, depth + 1))
    }
    if (param.isTuple()) return param.components.map((one) => sample(one, depth))
    const [, isUnsigned, bits] = /^(u?)int(\d+)$/.exec(param.type) ?? []
    if (bits !== undefined) return kind.integer(Number(bits), isUnsigned === '', nth++)
    if (param.type === 'address') return kind.address(nth++)
    if (param.type === 'bool') return kind.isTrue
    if (param.type === 'string') return `a text ${nth++}`
    if (param.type === 'bytes') return kind.bytes
    const size = Number(param.type.slice(5))
    return `0x${(nth++ + 1).toString(16).padStart(2 * size, '0')}`
  }
  return (param) => sample(param)
}

export type Types = Record<string, { name: string; type: string }[]>

/** "A(B b,uint256 c)B(address d)" as types and the first of them. */
export function typesOf(encoded: string): { primary: string; types: Types } {
  const all = [...encoded.matchAll(/([A-Za-z_][\w:]*)\(([^)]*)\)/g)].map(([, name = '', inside = '']) => {
    const fields = inside.split(',').filter((one) => one.trim() !== '')
    return [
      name,
      fields.map((one) => one.trim().split(/\s+/)).map(([type = '', as = '']) => ({ name: as, type })),
    ]
  })
  return { primary: String(all[0]?.[0]), types: Object.fromEntries(all) }
}

/** The same as parameters of a function. */
export function paramsOf(types: Types, name: string): ParamType[] {
  return (types[name] ?? []).map((field) => ParamType.from(jsonOf(types, field)))
}

function jsonOf(types: Types, { name, type }: { name: string; type: string }): object {
  const [, base = '', suffix = ''] = /^(\w+)((?:\[\d*\])*)$/.exec(type) ?? []
  const members = types[base]
  return members === undefined
    ? { name, type }
    : { name, type: `tuple${suffix}`, components: members.map((one) => jsonOf(types, one)) }
}

/** A message as JSON has it. */
export function messageOf(params: readonly ParamType[], values: readonly unknown[]): Record<string, unknown> {
  const one = (param: ParamType, value: unknown): unknown => {
    if (param.isArray()) return (value as unknown[]).map((each) => one(param.arrayChildren, each))
    if (param.isTuple()) return messageOf(param.components, value as unknown[])
    return typeof value === 'bigint' ? String(value) : value
  }
  return Object.fromEntries(params.map((param, i) => [param.name, one(param, values[i])]))
}
