/**
 * What the network says of addresses that a request names: whether a contract stands there, whether it was there a
 * month ago, and what the account has of a token. Asked for what the rules need, remembered for minutes. Never
 * throws: what the network does not tell is null, and nothing is said of it.
 */
import { decodeUint, encodeBalanceOf } from '../../ethereum/erc20.ts'
import { type Address, type Hex, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { createBlockAgo } from './pace.ts'
import { createProxies } from './proxies.ts'

export type Seen = {
  /** A contract; an account that runs a contract's code (EIP-7702) is none. */
  isContract: boolean | null
  /** Whose code the account runs. */
  delegate: Address | null
  isYoung: boolean | null
  isUpgraded: boolean | null
}
export type Wanted = {
  addresses: readonly Address[]
  /** Of these the age counts too. */
  ages: readonly Address[]
  /** Of these whether they are proxies whose code was replaced. */
  proxies: readonly Address[]
  account: Address
  tokens: readonly Address[]
}
export type Places = {
  look(chainId: number, wanted: Wanted): Promise<void>
  at(chainId: number, address: Address): Seen
  holding(chainId: number, account: Address, token: Address): bigint | null
}

const KEEP_MS = 5 * 60_000
const MOST_KEPT = 500
/** A request that names more is made to be slow. */
const MOST_ASKED = 8
const MONTH_S = 30 * 24 * 60 * 60
const UNKNOWN = { isContract: null, delegate: null, isYoung: null }

export function createPlaces(services: () => Services): Places {
  const seen = new Map<string, Omit<Seen, 'isUpgraded'> & { at: number }>()
  const blockAgo = createBlockAgo(services)
  const proxies = createProxies(services, blockAgo)
  const held = new Map<string, { amount: bigint; at: number }>()
  const keyOf = (...parts: (number | string)[]) => parts.join(':').toLowerCase()
  const now = () => services().ports.clock.now()
  const isFresh = (at: number) => now() - at < KEEP_MS

  const ask = (chainId: number, method: string, params: unknown[]): Promise<unknown> =>
    services()
      .rpc.request(chainId, method, params)
      .catch(() => null)
  const codeAt = async (chainId: number, address: Address, block: string): Promise<Hex | null> => {
    const code = await ask(chainId, 'eth_getCode', [address, block])
    return isHex(code) ? code : null
  }

  async function see(chainId: number, address: Address, withAge: boolean): Promise<void> {
    const [code, old] = await Promise.all([
      codeAt(chainId, address, 'latest'),
      withAge ? blockAgo(chainId, MONTH_S) : null,
    ])
    if (code === null) return
    const [, delegate] = /^0xef0100([0-9a-f]{40})$/i.exec(code) ?? []
    const isContract = code !== '0x' && delegate === undefined
    const before = isContract && old !== null ? await codeAt(chainId, address, old) : null
    if (seen.size > MOST_KEPT) seen.clear()
    seen.set(keyOf(chainId, address), {
      isContract,
      delegate: delegate === undefined ? null : `0x${delegate}`,
      isYoung: before === null ? null : before === '0x',
      at: now(),
    })
  }

  async function hold(chainId: number, account: Address, token: Address): Promise<void> {
    const answer = await ask(chainId, 'eth_call', [{ to: token, data: encodeBalanceOf(account) }, 'latest'])
    const amount = isHex(answer) ? decodeUint(answer) : null
    if (amount === null) return
    if (held.size > MOST_KEPT) held.clear()
    held.set(keyOf(chainId, account, token), { amount, at: now() })
  }

  return {
    async look(chainId, { addresses, ages, account, tokens, proxies: asked }) {
      const unseen = (of: readonly Address[]) =>
        [...new Set(of)].filter((one) => {
          const found = seen.get(keyOf(chainId, one))
          return found === undefined || !isFresh(found.at)
        })
      const aged = unseen(ages).slice(0, MOST_ASKED)
      const plain = unseen(addresses.filter((one) => !ages.includes(one))).slice(0, MOST_ASKED)
      await Promise.all([
        proxies.look(chainId, asked),
        ...aged.map((one) => see(chainId, one, true)),
        ...plain.map((one) => see(chainId, one, false)),
        ...[...new Set(tokens)].slice(0, MOST_ASKED).map((token) => hold(chainId, account, token)),
      ])
    },
    at(chainId, address) {
      const found = seen.get(keyOf(chainId, address))
      const known = found !== undefined && isFresh(found.at) ? found : UNKNOWN
      return { ...known, isUpgraded: proxies.isUpgraded(chainId, address) }
    },
    holding(chainId, account, token) {
      const found = held.get(keyOf(chainId, account, token))
      return found !== undefined && isFresh(found.at) ? found.amount : null
    },
  }
}
