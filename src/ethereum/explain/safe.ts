/**
 * A Safe's own transaction with the hash that its owners signed, so that it can be held against the screens of the
 * others. The hash is the digest of EIP-712 over the transaction and the Safe's next nonce, which only the chain knows.
 */
import { encodeAbiParameters, keccak256, stringToBytes } from 'viem/utils'
import type { Detail } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Struct } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import { byInterface } from './by-descriptor.ts'
import { decodeCallOf } from './decode.ts'
import { parseSignature } from './signature.ts'
import type { Module } from './told.ts'

const EXEC = parseSignature(
  'execTransaction(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,bytes signatures)',
)
const hashOf = (text: string): Hex => keccak256(stringToBytes(text))
const SAFE_TX = hashOf(
  'SafeTx(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,uint256 nonce)',
)
/** Since 1.3.0, and before. */
const DOMAIN = hashOf('EIP712Domain(uint256 chainId,address verifyingContract)')
const OLD_DOMAIN = hashOf('EIP712Domain(address verifyingContract)')
const FIELDS = [
  'to',
  'value',
  'data',
  'operation',
  'safeTxGas',
  'baseGas',
  'gasPrice',
  'gasToken',
  'refundReceiver',
]

export const bySafe: Module = (call, tools) => {
  if (call.to === null || EXEC === null || !call.data.toLowerCase().startsWith('0x6a761202')) return null
  const values = decodeCallOf(EXEC, call.data)
  const told = byInterface(call, tools)
  if (values === null || told === null) return null
  const answer = (getter: 'nonce' | 'domainSeparator') =>
    call.to === null ? null : tools.facts.answer(call.chainId, call.to, getter)
  const rows = hashRows(values, call.chainId, call.to, answer('nonce'), answer('domainSeparator'))
  return { ...told, rows: [...told.rows, ...rows] }
}

function hashRows(
  values: Struct,
  chainId: number,
  safe: Address,
  nonce: Hex | null,
  separator: Hex | null,
): Detail[] {
  const label = 'Safe transaction hash'
  if (nonce === null || separator === null)
    return [{ label, value: 'Not shown: the contract did not tell the nonce and the domain that it goes by' }]
  // What a Safe goes by follows from its address; any other contract may claim anything.
  if (!separatorsOf(chainId, safe).includes(separator.toLowerCase()))
    return [{ label, value: 'Not shown: the contract goes by another domain than a Safe does' }]
  const hash = keccak256(`0x1901${separator.slice(2)}${structHash(values, nonce).slice(2)}`)
  return [
    { label, value: hash, mono: true },
    { label: 'Safe nonce', value: `${BigInt(nonce)}, the next one by now` },
  ]
}

const word = (type: 'uint256' | 'address' | 'bytes32') => ({ type })

function separatorsOf(chainId: number, safe: Address): string[] {
  const now = [word('bytes32'), word('uint256'), word('address')]
  return [
    keccak256(encodeAbiParameters(now, [DOMAIN, BigInt(chainId), safe])),
    keccak256(encodeAbiParameters([word('bytes32'), word('address')], [OLD_DOMAIN, safe])),
  ]
}

function structHash(values: Struct, nonce: Hex): Hex {
  const words = FIELDS.map((name) => {
    const value = valueAt(values, name)
    if (value?.kind === 'address') return value.value.slice(2).toLowerCase().padStart(64, '0')
    if (value?.kind === 'integer') return value.value.toString(16).padStart(64, '0')
    if (value?.kind === 'bytes') return keccak256(value.value).slice(2)
    throw new TypeError('no transaction of a Safe')
  })
  return keccak256(`0x${SAFE_TX.slice(2)}${words.join('')}${nonce.slice(2)}`)
}
