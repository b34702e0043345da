/** A log of an account as it is kept: compact, because there may be thousands. */
import * as v from 'valibot'
import type { LogKind } from '../../ethereum/account-logs.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { address, amount, hex } from '../state/schema.ts'

export type LogSource = 'network' | 'explorer'

export type AccountLog = {
  kind: LogKind | 'native'
  /** Who told of it. */
  source: LogSource
  chainId: number
  /** The account of ours that it is about. */
  account: Address
  /** The contract. */
  token: Address
  /** Of a right that was given: the owner and whom it was given to. */
  from: Address
  to: Address
  /** Base units, in decimal. */
  amount: string
  /** Null for an ERC-20, and for a right over all items. */
  tokenId: string | null
  hash: Hex
  block: number
  log: number
  part: number
  /** When the block was made, in ms. */
  at: number
}

/** Which thing of which log. */
export const logKey = ({ hash, log, part }: Pick<AccountLog, 'hash' | 'log' | 'part'>): string =>
  `${hash}:${log}:${part}`

export const byPlace = (a: AccountLog, b: AccountLog): number =>
  a.block - b.block || a.log - b.log || a.part - b.part

const KINDS = ['erc20', 'erc721', 'erc1155', 'allowance', 'operator', 'native', 'permit2'] as const

const stored = v.tuple([
  v.picklist(KINDS),
  address,
  address,
  address,
  amount,
  v.nullable(amount),
  hex,
  v.number(),
  v.number(),
  v.number(),
  v.number(),
])
export const storedLogs = v.array(stored)
type StoredLog = v.InferOutput<typeof stored>

export const toStored = (one: AccountLog): StoredLog => [
  one.kind,
  one.token,
  one.from,
  one.to,
  one.amount,
  one.tokenId,
  one.hash,
  one.block,
  one.log,
  one.part,
  one.at,
]

export function fromStored(source: LogSource, chainId: number, account: Address, row: StoredLog): AccountLog {
  const [kind, token, from, to, amount, tokenId, hash, block, log, part, at] = row
  return { kind, source, chainId, account, token, from, to, amount, tokenId, hash, block, log, part, at }
}
