/**
 * Calldata that the wallet can put in words. Strict: the arguments are decoded, encoded again, and must come out
 * byte for byte as they were; padding games, short and over-long data are "not understood", never "approve".
 */
import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import type { Address, Hex } from '../shared/hex.ts'

export type Call =
  | { name: 'transfer'; to: Address; amount: bigint }
  | { name: 'transferFrom'; from: Address; to: Address; amount: bigint }
  | { name: 'approve' | 'increaseAllowance'; spender: Address; amount: bigint }
  | { name: 'setApprovalForAll'; operator: Address; approved: boolean }
  /** ERC-721: one item. */
  | { name: 'sendItem'; from: Address; to: Address; id: bigint; data: Hex }
  /** ERC-1155: some of each item. */
  | { name: 'sendItems'; from: Address; to: Address; items: { id: bigint; amount: bigint }[]; data: Hex }

const A_U = [{ type: 'address' }, { type: 'uint256' }] as const
const A_A_U = [{ type: 'address' }, { type: 'address' }, { type: 'uint256' }] as const
const A_B = [{ type: 'address' }, { type: 'bool' }] as const
const A_A_U_X = [...A_A_U, { type: 'bytes' }] as const
const A_A_U_U_X = [...A_A_U, { type: 'uint256' }, { type: 'bytes' }] as const
const A_A_UU_UU_X = [
  { type: 'address' },
  { type: 'address' },
  { type: 'uint256[]' },
  { type: 'uint256[]' },
  { type: 'bytes' },
] as const

type Known = { signature: string; read: (args: Hex) => { call: Call; encoded: Hex } | null }

/** By selector. EIPs 20, 721 and 1155; increaseAllowance is OpenZeppelin's. */
const KNOWN: Readonly<Record<Hex, Known>> = {
  '0xa9059cbb': {
    signature: 'transfer(address,uint256)',
    read: (args) => {
      const [to, amount] = decodeAbiParameters(A_U, args)
      return { call: { name: 'transfer', to, amount }, encoded: encodeAbiParameters(A_U, [to, amount]) }
    },
  },
  '0x23b872dd': {
    signature: 'transferFrom(address,address,uint256)',
    read: (args) => {
      const [from, to, amount] = decodeAbiParameters(A_A_U, args)
      const encoded = encodeAbiParameters(A_A_U, [from, to, amount])
      return { call: { name: 'transferFrom', from, to, amount }, encoded }
    },
  },
  '0x095ea7b3': {
    signature: 'approve(address,uint256)',
    read: (args) => {
      const [spender, amount] = decodeAbiParameters(A_U, args)
      return {
        call: { name: 'approve', spender, amount },
        encoded: encodeAbiParameters(A_U, [spender, amount]),
      }
    },
  },
  '0x39509351': {
    signature: 'increaseAllowance(address,uint256)',
    read: (args) => {
      const [spender, amount] = decodeAbiParameters(A_U, args)
      const encoded = encodeAbiParameters(A_U, [spender, amount])
      return { call: { name: 'increaseAllowance', spender, amount }, encoded }
    },
  },
  // Of tokens from before ERC-20 was settled; it does the same.
  '0xd73dd623': {
    signature: 'increaseApproval(address,uint256)',
    read: (args) => {
      const [spender, amount] = decodeAbiParameters(A_U, args)
      const encoded = encodeAbiParameters(A_U, [spender, amount])
      return { call: { name: 'increaseAllowance', spender, amount }, encoded }
    },
  },
  '0xa22cb465': {
    signature: 'setApprovalForAll(address,bool)',
    read: (args) => {
      const [operator, approved] = decodeAbiParameters(A_B, args)
      const encoded = encodeAbiParameters(A_B, [operator, approved])
      return { call: { name: 'setApprovalForAll', operator, approved }, encoded }
    },
  },
  '0x42842e0e': {
    signature: 'safeTransferFrom(address,address,uint256)',
    read: (args) => {
      const [from, to, id] = decodeAbiParameters(A_A_U, args)
      const encoded = encodeAbiParameters(A_A_U, [from, to, id])
      return { call: { name: 'sendItem', from, to, id, data: '0x' }, encoded }
    },
  },
  '0xb88d4fde': {
    signature: 'safeTransferFrom(address,address,uint256,bytes)',
    read: (args) => {
      const [from, to, id, data] = decodeAbiParameters(A_A_U_X, args)
      const encoded = encodeAbiParameters(A_A_U_X, [from, to, id, data])
      return { call: { name: 'sendItem', from, to, id, data }, encoded }
    },
  },
  '0xf242432a': {
    signature: 'safeTransferFrom(address,address,uint256,uint256,bytes)',
    read: (args) => {
      const [from, to, id, amount, data] = decodeAbiParameters(A_A_U_U_X, args)
      const encoded = encodeAbiParameters(A_A_U_U_X, [from, to, id, amount, data])
      return { call: { name: 'sendItems', from, to, items: [{ id, amount }], data }, encoded }
    },
  },
  '0x2eb2c2d6': {
    signature: 'safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)',
    read: (args) => {
      const [from, to, ids, amounts, data] = decodeAbiParameters(A_A_UU_UU_X, args)
      const encoded = encodeAbiParameters(A_A_UU_UU_X, [from, to, ids, amounts, data])
      if (ids.length !== amounts.length || ids.length === 0) return null
      const items = ids.map((id, i) => ({ id, amount: amounts[i] ?? 0n }))
      return { call: { name: 'sendItems', from, to, items, data }, encoded }
    },
  },
}

export type DecodedCall = { selector: Hex; signature: string | null; call: Call | null }

/**
 * What calldata asks for. `signature` is that of the selector when it is known; `call` is null when the selector is
 * not known or the arguments are not exactly of that signature. Null for data too short to hold a selector.
 */
export function decodeCall(data: Hex): DecodedCall | null {
  if (data.length < 10) return null
  const selector: Hex = `0x${data.slice(2, 10).toLowerCase()}`
  const known = Object.hasOwn(KNOWN, selector) ? KNOWN[selector] : undefined
  if (known === undefined) return { selector, signature: null, call: null }
  const args: Hex = `0x${data.slice(10).toLowerCase()}`
  return { selector, signature: known.signature, call: strict(known, args) }
}

/** Some encoders leave out the zeros behind bytes that end the data. */
function isWhole(call: Call, encoded: Hex, args: Hex): boolean {
  const missing = encoded.length - args.length
  const padding = 'data' in call ? (64 - ((call.data.length - 2) % 64)) % 64 : 0
  return encoded.startsWith(args) && missing <= padding && missing % 2 === 0
}

function strict(known: Known, args: Hex): Call | null {
  try {
    const read = known.read(args)
    return read !== null && isWhole(read.call, read.encoded, args) ? read.call : null
  } catch {
    // Not arguments of this signature: shown as a call that is not understood.
    return null
  }
}

/** No balance comes near: 2^128 base units and more, or the 96 bits that some governance tokens take for it. */
export const isUnlimited = (amount: bigint): boolean => amount >= 2n ** 128n || amount === 2n ** 96n - 1n
