/** Typed data of random types: recursive, deep, wide, with names of others and values that do not fit. */

import { asBytes, type Kind } from './asked.ts'
import { HOSTILE, integer } from './hostile.ts'
import type { Random } from './random.ts'
import { address } from './values.ts'

type Member = { name: string; type: string }
type Types = Record<string, Member[]>

const LEAVES = [
  'address',
  'uint256',
  'int8',
  'bool',
  'string',
  'bytes',
  'bytes32',
  'uint160',
  'bytes4',
  'uint',
]
/** Names that something else is called by. */
const STRUCTS = [
  'Permit',
  'Order',
  'Mail',
  'PermitSingle',
  'SafeTx',
  'OrderComponents',
  'Person',
  'Delegation',
]
const NAMES = [
  'owner',
  'spender',
  'value',
  'amount',
  'token',
  'deadline',
  'nonce',
  'to',
  'from',
  'data',
  'details',
]
const HOSTILE_NAMES = ['__proto__', 'constructor', 'toString', 'a(b', 'x,y', '', 'length', '\u202evalue']

function typeOf(structs: readonly string[], random: Random): string {
  const base = random.once(3) ? random.pick(structs) : random.pick(LEAVES)
  return `${base}${random.pick(['', '', '', '', '[]', '[2]', '[][]', '[0]'])}`
}

function typesOf(random: Random): Types {
  const structs = STRUCTS.filter(() => random.once(2))
  const all = structs.length === 0 ? ['Mail'] : structs
  const wide = random.once(20) ? 200 : 8
  const made = all.map((name): [string, Member[]] => {
    const members = Array.from({ length: random.below(wide) }, (_, i) => {
      const plain = `${random.pick(NAMES)}${random.once(4) ? '' : i}`
      return { name: random.once(60) ? random.pick(HOSTILE_NAMES) : plain, type: typeOf(all, random) }
    })
    // Two of one name are refused, and now and then tried.
    const once = members.filter(({ name }, i) => members.findIndex((one) => one.name === name) === i)
    return [name, random.once(20) ? members : once]
  })
  return Object.fromEntries(made)
}

type Budget = { left: number }

function valueAt(types: Types, type: string, depth: number, budget: Budget, random: Random): unknown {
  budget.left--
  const [, item, size] = /^(.*)\[(\d*)\]$/.exec(type) ?? []
  if (item !== undefined) {
    const most = size === undefined || size === '' ? random.below(random.once(30) ? 900 : 4) : Number(size)
    const count = budget.left > 0 ? most : 0
    return Array.from({ length: count }, () => valueAt(types, item, depth, budget, random))
  }
  if (types[type] !== undefined) {
    // What refers to itself ends where it is left out.
    if (depth <= 0 || budget.left <= 0) return random.once(2) ? null : undefined
    return structOf(types, type, depth - 1, budget, random)
  }
  if (random.once(80)) return random.pick([null, {}, [], 1e21, -1, true, ...HOSTILE])
  if (type === 'address') return address(random)
  if (type === 'bool') return random.once(2)
  if (type === 'string') return random.pick(HOSTILE)
  if (type === 'bytes') return random.bytes(random.below(random.once(30) ? 3000 : 60))
  const [, bytes] = /^bytes(\d+)$/.exec(type) ?? []
  if (bytes !== undefined) return random.bytes(Number(bytes))
  return type === 'int8' ? String(random.below(256) - 128) : integer(random)
}

function structOf(types: Types, name: string, depth: number, budget: Budget, random: Random): unknown {
  const members = types[name] ?? []
  return Object.fromEntries(members.map((one) => [one.name, valueAt(types, one.type, depth, budget, random)]))
}

export const typed: Kind = (random) => {
  const types = typesOf(random)
  const primaryType = random.pick(Object.keys(types))
  const verifyingContract = random.once(3) ? '$permit2' : random.pick(['$USDC', '$seaport', '$dapp', '$safe'])
  const members = [
    { name: 'name', type: 'string' },
    { name: 'chainId', type: 'uint256' },
    { name: 'verifyingContract', type: 'address' },
  ]
  const domain = { name: random.once(2) ? 'Permit2' : random.pick(HOSTILE), chainId: 1, verifyingContract }
  const message = structOf(types, primaryType, random.once(10) ? 40 : 5, { left: 2000 }, random)
  const typedData = { types: { EIP712Domain: members, ...types }, primaryType, domain, message }
  const one = { name: 'typed data', source: '', request: { typedData }, expect: {} }
  // No contract that is known has a type like these: whatever was said of it would be made up.
  return { one: asBytes(one), isHeld: true, faultsOf: ({ sentences }) => sentences }
}
