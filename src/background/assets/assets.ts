/**
 * Balances of the selected account on the selected network: native coin, bundled and added tokens, in one multicall
 * (more only past 400 tokens). The last known ones are stored, shown at once, and kept with their age when the
 * network is not there.
 */
import * as v from 'valibot'
import { parseAddress } from '../../ethereum/address.ts'
import { decodeString, decodeUint, encodeBalanceOf, SELECTORS } from '../../ethereum/erc20.ts'
import { decodeMulticall, encodeGetEthBalance, encodeMulticall } from '../../ethereum/multicall.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import { bundledTokens, type Token } from '../../ethereum/tokens.ts'
import type { AssetRow, BalanceSheet } from '../../messaging/protocol.ts'
import { FieldError, InternalError, UnreachableError, WalletError } from '../../shared/errors.ts'
import { type Address, type Hex, isHex, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { amount } from '../state/schema.ts'
import { toBigint } from '../transactions/look-into.ts'

const BATCH = 400

export type Assets = {
  /** What is shown now; null while nothing is selected. */
  sheet(): BalanceSheet | null
  /** Takes the last known balances of the selection from storage. */
  recall(): Promise<void>
  /** Forgets what it holds in memory. */
  forget(): void
  refresh(): Promise<void>
  token(chainId: number, address: Address): Token | null
  addToken(chainId: number, address: string): Promise<{ symbol: string }>
  removeToken(chainId: number, address: Address): Promise<void>
}

type Known = { at: number; balances: Record<string, string> }
const known = v.object({ at: v.number(), balances: v.record(v.string(), amount) })

export function createAssets(services: () => Services, onChange: () => void): Assets {
  const cache = new Map<string, Known>()
  let trouble: { key: string; error: string } | null = null
  const loading = new Map<string, Promise<void>>()
  const state = () => services().state

  const keyOf = (chainId: number, address: Address) => `balances:${chainId}:${address.toLowerCase()}`

  function tokens(chainId: number): Token[] {
    const added = state()
      .tokens.get()
      .filter((token) => token.chainId === chainId)
    const bundled = bundledTokens(chainId).filter(
      (one) => !added.some((own) => sameAddress(own.address, one.address)),
    )
    return [...added, ...bundled]
  }
  const token = (chainId: number, address: Address): Token | null =>
    tokens(chainId).find((one) => sameAddress(one.address, address)) ?? null
  const isAdded = (chainId: number, address: Address): boolean =>
    state()
      .tokens.get()
      .some((one) => one.chainId === chainId && sameAddress(one.address, address))

  function rows(chainId: number, balances: Record<string, string>): AssetRow[] {
    const network = services().networks.find(chainId)
    const native: AssetRow = {
      token: 'native',
      symbol: network?.symbol ?? 'ETH',
      name: network?.name ?? '',
      decimals: 18,
      balance: balances.native ?? '0',
      added: false,
    }
    const others = tokens(chainId)
      .map((one): AssetRow => {
        const { address, symbol, name, decimals } = one
        const balance = balances[address.toLowerCase()] ?? '0'
        return { token: address, symbol, name, decimals, balance, added: isAdded(chainId, address) }
      })
      .filter((row) => row.added || row.balance !== '0')
    return [native, ...others]
  }

  function sheet(): BalanceSheet | null {
    const { address, chainId } = state().selected.get()
    if (address === null || services().keeper.status() !== 'unlocked') return null
    const key = keyOf(chainId, address)
    const last = cache.get(key)
    return {
      chainId,
      address,
      rows: last === undefined ? [] : rows(chainId, last.balances),
      at: last?.at ?? null,
      error: trouble?.key === key ? trouble.error : null,
      loading: loading.has(key),
    }
  }

  async function recall(): Promise<void> {
    const { address, chainId } = state().selected.get()
    if (address === null) return
    const key = keyOf(chainId, address)
    if (cache.has(key)) return
    const { [key]: stored } = await services().ports.local.get([key])
    const parsed = v.safeParse(known, stored)
    if (parsed.success && !cache.has(key)) {
      cache.set(key, parsed.output)
      onChange()
    }
  }

  const call = (chainId: number, to: Address, data: Hex) =>
    services().rpc.request(chainId, 'eth_call', [{ to, data }, 'latest'])

  async function read(chainId: number, owner: Address): Promise<Record<string, string>> {
    const list = tokens(chainId)
    const contract = multicall3(chainId)
    const calls = [
      { to: contract, data: encodeGetEthBalance(owner) },
      ...list.map((one) => ({ to: one.address, data: encodeBalanceOf(owner) })),
    ]
    const results: (Hex | null)[] = []
    for (let from = 0; from < calls.length; from += BATCH) {
      const batch = calls.slice(from, from + BATCH)
      const answer = await call(chainId, contract, encodeMulticall(batch))
      // No Multicall3 on this network: ask one by one, for what the person added.
      if (answer === '0x') return readSingly(chainId, owner)
      if (!isHex(answer)) throw new InternalError('The network answered something that is not data.')
      results.push(...decodeMulticall(answer, batch.length))
    }
    const balances: Record<string, string> = {}
    const native = results[0]
    if (native === null || native === undefined) throw new InternalError('The network tells no balance.')
    balances.native = (decodeUint(native) ?? 0n).toString()
    for (const [i, one] of list.entries()) {
      const balance = decodeUint(results[i + 1] ?? '0x')
      if (balance !== null && balance > 0n) balances[one.address.toLowerCase()] = balance.toString()
    }
    return balances
  }

  async function readSingly(chainId: number, owner: Address): Promise<Record<string, string>> {
    const native = await services().rpc.request(chainId, 'eth_getBalance', [owner, 'latest'])
    const balances: Record<string, string> = { native: toBigint(native).toString() }
    const own = state()
      .tokens.get()
      .filter((one) => one.chainId === chainId)
    await Promise.all(
      own.map(async ({ address }) => {
        const answer = await call(chainId, address, encodeBalanceOf(owner)).catch(() => '0x')
        const balance = isHex(answer) ? decodeUint(answer) : null
        if (balance !== null) balances[address.toLowerCase()] = balance.toString()
      }),
    )
    return balances
  }

  async function load(key: string, chainId: number, address: Address): Promise<void> {
    try {
      const balances = await read(chainId, address)
      const fresh = { at: services().ports.clock.now(), balances }
      await services().ports.local.set({ [key]: fresh })
      cache.set(key, fresh)
      if (trouble?.key === key) trouble = null
    } catch (error) {
      trouble = {
        key,
        error: error instanceof WalletError ? error.shortMessage : 'The network gave a strange answer.',
      }
    }
  }

  return {
    sheet,
    recall,
    forget() {
      cache.clear()
      trouble = null
    },
    token,
    async refresh() {
      const { address, chainId } = state().selected.get()
      if (address === null || services().keeper.status() !== 'unlocked') return
      await recall()
      const key = keyOf(chainId, address)
      const running = loading.get(key)
      if (running !== undefined) return running
      const run = load(key, chainId, address).finally(() => {
        loading.delete(key)
        onChange()
      })
      loading.set(key, run)
      onChange()
      return run
    },

    async addToken(chainId, typed) {
      const address = parseTokenAddress(typed)
      services().networks.need(chainId)
      const text = async (selector: Hex) => {
        const answer = await call(chainId, address, selector)
        return isHex(answer) ? answer : '0x'
      }
      let answers: Hex[]
      try {
        answers = await Promise.all([text(SELECTORS.symbol), text(SELECTORS.name), text(SELECTORS.decimals)])
      } catch (error) {
        if (error instanceof UnreachableError) throw error
        throw new FieldError('address', 'There is no token at this address on this network.')
      }
      const [symbol, name, decimals] = answers
      const places = decodeUint(decimals ?? '0x')
      const sign = decodeString(symbol ?? '0x')
      if (sign === null || places === null || places > 36n)
        throw new FieldError('address', 'There is no token at this address on this network.')
      const added = {
        chainId,
        address,
        symbol: sign,
        name: decodeString(name ?? '0x') ?? sign,
        decimals: Number(places),
      }
      await state().tokens.update((now) => [
        ...now.filter((one) => one.chainId !== chainId || !sameAddress(one.address, address)),
        added,
      ])
      return { symbol: sign }
    },

    async removeToken(chainId, address) {
      await state().tokens.update((now) =>
        now.filter((one) => one.chainId !== chainId || !sameAddress(one.address, address)),
      )
    },
  }
}

function parseTokenAddress(typed: string): Address {
  try {
    return parseAddress(typed)
  } catch (error) {
    throw new FieldError(
      'address',
      error instanceof WalletError ? error.shortMessage : 'That is not an address.',
    )
  }
}
