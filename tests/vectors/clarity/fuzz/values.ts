/** Random values of any ABI type, likely ones among them: tokens, people, limits, calldata, the paths of pools. */
import { AbiCoder, concat, type ParamType, toBeHex, zeroPadValue } from 'ethers'
import { addressOf, dataOf } from '../corpus.ts'
import { HOSTILE } from './hostile.ts'
import type { Random } from './random.ts'

const TOKENS = ['USDC', 'USDT', 'DAI', 'WBTC', 'UNI', 'AAVE', 'LINK', 'WETH', 'stETH', 'wstETH']
const OTHERS = ['friend', 'shop', 'thief', 'dapp', 'junk', 'zero', 'me', 'apes']
/** Half of a character is none in UTF-8. */
const TEXTS = HOSTILE.filter((text) => !/\p{Cs}/u.test(text))
/** What stands for the coin, for whoever calls, and for a router itself. */
const MARKS = [
  '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE',
  '0x0000000000000000000000000000000000000001',
  '0x0000000000000000000000000000000000000002',
]

export function address(random: Random): string {
  if (random.once(10)) return random.pick(MARKS)
  if (random.once(10)) return random.bytes(20)
  return addressOf(`$${random.pick(random.once(3) ? OTHERS : TOKENS)}`)
}

/** @param length of each list: those of one call often belong together */
export function valueOfType(type: ParamType, length: number, random: Random): unknown {
  const { baseType, arrayChildren, arrayLength, components } = type
  if (baseType === 'array' && arrayChildren !== null) {
    const count = arrayLength === null || arrayLength < 0 ? length : arrayLength
    // Lists in long lists are short.
    const inner = Math.min(length, 4)
    return Array.from({ length: count }, () => valueOfType(arrayChildren, inner, random))
  }
  if (components !== null) return components.map((one) => valueOfType(one, length, random))
  if (baseType === 'address') return address(random)
  if (baseType === 'bool') return random.once(2)
  if (baseType === 'string') return random.once(2) ? 'plain' : random.pick(TEXTS)
  if (baseType === 'bytes') return bytes(random)
  const [, kind, size = '256'] = /^(u?int|bytes)(\d*)$/.exec(baseType) ?? []
  if (kind === 'bytes')
    return size === '32' && random.once(2) ? zeroPadValue(address(random), 32) : random.bytes(Number(size))
  return integer(Number(size), kind === 'int', random)
}

function integer(bits: number, isSigned: boolean, random: Random): bigint {
  const most = 2n ** BigInt(isSigned ? bits - 1 : bits) - 1n
  if (random.once(12)) return random.pick([0n, most, most / 2n + 1n])
  if (bits >= 160 && random.once(8)) return BigInt(address(random))
  if (bits <= 16) return BigInt(random.below(4))
  if (bits >= 40 && random.once(8)) return 1_795_867_200n + random.bits(Math.min(bits, 30))
  return random.bits(1 + random.below(Math.min(bits - 1, 100))) & most
}

function bytes(random: Random): string {
  if (random.once(4)) return random.pick(['0x', random.bytes(random.below(100))])
  if (random.once(4))
    return dataOf({ call: 'transfer(address,uint256)', args: ['$friend', random.bits(60).toString()] })
  const hops = Array.from({ length: 1 + random.below(3) }, () => [
    toBeHex(random.below(10_000), 3),
    address(random),
  ])
  return concat([address(random), ...hops.flat()])
}

export const encoded = (types: readonly ParamType[], values: readonly unknown[]): string =>
  AbiCoder.defaultAbiCoder().encode(types, values)
