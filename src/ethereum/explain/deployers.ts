/**
 * Contracts that create contracts at addresses known beforehand (EIP-1014), the same on every network: the
 * deterministic deployment proxy, the factory of Safe, and CreateX (https://createx.rocks).
 */
import { encodeAbiParameters, keccak256 } from 'viem/utils'
import type { Detail, Part } from '../../messaging/protocol.ts'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { parseAddress } from '../address.ts'
import { valueAt } from '../typed-data-view.ts'
import { amountText, type ExplainedTransaction } from './context.ts'
import { decodeLoosely } from './decode.ts'
import { parseSignature, type Signature, selectorOf } from './signature.ts'
import type { Module } from './told.ts'

/** Take a salt of 32 bytes with the creation code right behind it, and nothing else. */
const PROXIES: readonly (readonly [Address, string])[] = [
  ['0x4e59b44847b379578588920cA78FbF26c0B4956C', 'Deterministic Deployment Proxy'],
  ['0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7', 'Safe, Singleton factory'],
]
/** Characters: of more bytes than this no network creates a contract (EIP-3860). */
const MOST_CODE = 2 + 2 * 49_152
const CREATE_X: Address = '0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed'
/** Of the contract that CREATE3 puts in between. */
const CREATE3_PROXY = '21c35dbe1b344a2488cf3321d6ce542f8e9f305544ff09e4993a62319a497c1f'

const VALUES = '(uint256 constructorAmount,uint256 initCallAmount) values'
const FUNCTIONS: ReadonlyMap<string, Signature> = new Map(
  [
    'deployCreate(bytes initCode)',
    `deployCreateAndInit(bytes initCode,bytes data,${VALUES})`,
    `deployCreateAndInit(bytes initCode,bytes data,${VALUES},address refundAddress)`,
    ...['2', '3'].flatMap((way) =>
      ['', 'bytes32 salt,'].flatMap((salt) => [
        `deployCreate${way}(${salt}bytes initCode)`,
        `deployCreate${way}AndInit(${salt}bytes initCode,bytes data,${VALUES})`,
        `deployCreate${way}AndInit(${salt}bytes initCode,bytes data,${VALUES},address refundAddress)`,
      ]),
    ),
  ].flatMap((text) => {
    const signature = parseSignature(text)
    return signature === null ? [] : [[selectorOf(signature), signature] as const]
  }),
)

/** `at`: null where the contract that creates it chooses a salt by chance, or counts, and for code that is too long. */
type Creation = { by: string; at: Address | null; salt: Hex | null; code: Hex; call: Hex | null }

/** Null for what creates no contract that way. */
export function creationOf(call: ExplainedTransaction): Creation | null {
  const { to, data } = call
  if (to === null) return null
  const proxy = PROXIES.find(([address]) => sameAddress(address, to))
  if (proxy !== undefined) {
    if (data.length <= 66) return null
    const [salt, code]: Hex[] = [data.slice(0, 66) as Hex, `0x${data.slice(66)}`]
    if (salt === undefined || code === undefined) return null
    return { by: proxy[1], at: create2(to, salt, code), salt, code, call: null }
  }
  return sameAddress(to, CREATE_X) ? byCreateX(call) : null
}

function byCreateX({ data, from, chainId }: ExplainedTransaction): Creation | null {
  const signature = FUNCTIONS.get(data.slice(0, 10).toLowerCase())
  const values =
    signature === undefined ? undefined : decodeLoosely(signature.inputs, `0x${data.slice(10)}`)?.values
  const code = valueAt(values, 'initCode')
  if (signature === undefined || code?.kind !== 'bytes') return null
  const [salt, after] = [valueAt(values, 'salt'), valueAt(values, 'data')]
  const made = { by: 'CreateX', code: code.value, call: after?.kind === 'bytes' ? after.value : null }
  if (salt?.kind !== 'fixed') return { ...made, salt: null, at: null }
  const guarded = guardedSalt(salt.value, from, chainId)
  if (guarded === null) return { ...made, salt: salt.value, at: null }
  const isThird = signature.name.startsWith('deployCreate3')
  const at = isThird ? create3(CREATE_X, guarded) : create2(CREATE_X, guarded, code.value)
  return { ...made, salt: salt.value, at }
}

/** A salt may name who alone can use it, and be of one network alone. Null for one that is refused. */
function guardedSalt(salt: Hex, from: Address, chainId: number): Hex | null {
  const [first, flag] = [`0x${salt.slice(2, 42)}`, salt.slice(42, 44)]
  const chain = BigInt(chainId).toString(16).padStart(64, '0')
  const sender = from.slice(2).toLowerCase().padStart(64, '0')
  if (sameAddress(first, from)) {
    if (flag === '01') return keccak256(`0x${sender}${chain}${salt.slice(2)}`)
    return flag === '00' ? keccak256(`0x${sender}${salt.slice(2)}`) : null
  }
  if (/^0x0{40}$/.test(first) && flag !== '00')
    return flag === '01' ? keccak256(`0x${chain}${salt.slice(2)}`) : null
  return keccak256(encodeAbiParameters([{ type: 'bytes32' }], [salt]))
}

const lastOf = (hash: Hex): Address => parseAddress(`0x${hash.slice(26)}`)
const create2 = (by: Address, salt: Hex, code: Hex): Address | null =>
  code.length > MOST_CODE ? null : at(by, salt, keccak256(code))
const at = (by: Address, salt: Hex, codeHash: Hex): Address =>
  lastOf(keccak256(`0xff${by.slice(2).toLowerCase()}${salt.slice(2)}${codeHash.slice(2)}`))
/** The first contract that the one in between creates (its nonce is 1). */
function create3(by: Address, salt: Hex): Address {
  const between = at(by, salt, `0x${CREATE3_PROXY}`)
  return lastOf(keccak256(`0xd694${between.slice(2).toLowerCase()}01`))
}

export const byDeployer: Module = (call, { context }) => {
  const creation = creationOf(call)
  if (creation === null || call.to === null) return null
  const { by, at, salt, code } = creation
  const where: Part[] = at === null ? [] : [' at ', { address: at }]
  const coins: Part[] =
    call.value === 0n ? [] : [' and send along ', { strong: amountText(call.value, 18, context.symbol) }]
  const rows: Detail[] = [
    ...(at === null ? [] : [{ label: 'New contract', value: at, mono: true }]),
    ...(salt === null ? [] : [{ label: 'Salt', value: salt, mono: true }]),
    { label: 'Creation code', value: `${(code.length - 2) / 2} bytes` },
    { label: 'Hash of the creation code', value: keccak256(code), mono: true },
    ...(creation.call === null ? [] : [{ label: 'First call', value: creation.call, mono: true }]),
  ]
  return {
    kind: 'contract',
    summary: [
      ['Create a ', { strong: 'new contract' }, ...where, ...coins],
      ['Asked of ', { strong: by }, ' (', { address: call.to }, ').'],
      ...(at === null ? [['Its address is not known before it is created.']] : []),
      ...(creation.call === null ? [] : [['It is called once right after.']]),
    ],
    changes: [],
    rows,
    calls: [],
    tellsValue: true,
  }
}
