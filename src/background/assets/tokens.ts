/** The tokens that are looked for: bundled ones, those a person added, and those that transfers brought to light. */
import { parseAddress } from '../../ethereum/address.ts'
import { decodeString, decodeUint, SELECTORS } from '../../ethereum/erc20.ts'
import { decodeMulticall, encodeMulticall } from '../../ethereum/multicall.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import { bundledTokens, type Token } from '../../ethereum/tokens.ts'
import { FieldError, UnreachableError, WalletError } from '../../shared/errors.ts'
import { type Address, type Hex, isHex, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

/** `found`: held or moved without anyone having asked for it; folded away as possible spam, and never valued. */
export type TokenOrigin = 'listed' | 'added' | 'found'
export type KnownToken = Token & { origin: TokenOrigin }

export type Tokens = {
  list(chainId: number): readonly KnownToken[]
  find(chainId: number, address: Address): KnownToken | null
  /** What the contract says of itself; keeps nothing. @throws FieldError */
  look(chainId: number, typed: string): Promise<Token>
  /** Reads name, symbol and decimals from the chain and keeps the token. @throws FieldError */
  add(chainId: number, typed: string): Promise<{ symbol: string }>
  /** Keeps a token that the person was shown. */
  keep(chainId: number, token: Token): Promise<void>
  remove(chainId: number, address: Address): Promise<void>
  /** What the chain says of contracts, kept nowhere; null for those that are no token. @throws WalletError */
  read(chainId: number, contracts: readonly Address[]): Promise<(Token | null)[]>
  /** Contracts that the logs of an account named: those that are tokens and not known yet are kept as found. */
  see(chainId: number, contracts: readonly Address[]): Promise<void>
}

type OnChain = Token & { chainId: number }
type Index = {
  added: readonly OnChain[]
  found: readonly OnChain[]
  /** By address in lower case. */
  byAddress: ReadonlyMap<string, KnownToken>
  list: readonly KnownToken[]
}

const MOST_DECIMALS = 36
const MOST_FOUND_PER_NETWORK = 400
const METADATA = ['symbol', 'name', 'decimals'] as const

export function createTokens(services: () => Services): Tokens {
  const state = () => services().state
  /** Of each network, made anew only when what it was made from is another. */
  const indexes = new Map<number, Index>()

  function indexOf(chainId: number): Index {
    const [added, found] = [state().tokens.get(), state().found.get()]
    const before = indexes.get(chainId)
    if (before?.added === added && before.found === found) return before
    const byAddress = indexTokens(chainId, added, found)
    const index = { added, found, byAddress, list: [...byAddress.values()] }
    indexes.set(chainId, index)
    return index
  }
  const list = (chainId: number) => indexOf(chainId).list
  const find = (chainId: number, address: Address) =>
    indexOf(chainId).byAddress.get(address.toLowerCase()) ?? null

  /**
   * Null for what is no token. Broken names and symbols are tolerated, a missing number of decimals is not; that the
   * number is sensible is for the caller to check.
   */
  async function readTokens(chainId: number, contracts: readonly Address[]): Promise<(Token | null)[]> {
    const calls = contracts.flatMap((to) => METADATA.map((what) => ({ to, data: SELECTORS[what] })))
    const request = (to: Address, data: Hex) =>
      services().rpc.request(chainId, 'eth_call', [{ to, data }, 'latest'])
    const answer = await request(multicall3(chainId), encodeMulticall(calls))
    const answers =
      isHex(answer) && answer !== '0x'
        ? decodeMulticall(answer, calls.length)
        : await Promise.all(calls.map(({ to, data }) => request(to, data).then(asHex, asNothing)))
    return contracts.map((address, i) => {
      const [symbol, name, decimals] = answers.slice(i * METADATA.length, (i + 1) * METADATA.length)
      const places = decodeUint(decimals ?? '0x')
      const sign = decodeString(symbol ?? '0x')
      if (sign === null || places === null || places > 255n) return null
      return { address, symbol: sign, name: decodeString(name ?? '0x') ?? sign, decimals: Number(places) }
    })
  }

  async function keep(chainId: number, token: Token): Promise<void> {
    await state().tokens.update((now) => [
      ...now.filter((one) => one.chainId !== chainId || !sameAddress(one.address, token.address)),
      { chainId, ...token },
    ])
  }

  async function look(chainId: number, typed: string): Promise<Token> {
    const address = parseTokenAddress(typed)
    services().networks.need(chainId)
    const [token] = await readTokens(chainId, [address]).catch((error) => {
      if (error instanceof UnreachableError) throw error
      return [null]
    })
    if (token === null || token === undefined)
      throw new FieldError('address', 'There is no token at this address on this network.')
    if (token.decimals > MOST_DECIMALS)
      throw new FieldError(
        'address',
        `This token has ${token.decimals} decimals: no amount of it could be read. It was not added.`,
      )
    return token
  }

  return {
    list,
    find,
    keep,
    read: readTokens,
    look,

    async add(chainId, typed) {
      const token = await look(chainId, typed)
      await keep(chainId, token)
      return { symbol: token.symbol }
    },

    async remove(chainId, address) {
      await state().tokens.update((now) =>
        now.filter((one) => one.chainId !== chainId || !sameAddress(one.address, address)),
      )
    },

    async see(chainId, contracts) {
      const strange = contracts.filter(
        (one, i) =>
          contracts.findIndex((other) => sameAddress(other, one)) === i && find(chainId, one) === null,
      )
      const room = MOST_FOUND_PER_NETWORK - list(chainId).filter((token) => token.origin === 'found').length
      if (strange.length === 0 || room <= 0) return
      const tokens = await readTokens(chainId, strange.slice(0, room))
      const found = tokens.flatMap((token) =>
        token === null || token.decimals > MOST_DECIMALS ? [] : [{ chainId, ...token }],
      )
      if (found.length > 0) await state().found.update((now) => [...now, ...found])
    },
  }
}

/** A person's own word on a token comes before the list's, the list's before the chain's. */
function indexTokens(
  chainId: number,
  added: readonly OnChain[],
  found: readonly OnChain[],
): Map<string, KnownToken> {
  const all = new Map<string, KnownToken>()
  function take(tokens: readonly Token[], origin: TokenOrigin): void {
    for (const token of tokens) {
      const key = token.address.toLowerCase()
      if (!all.has(key)) all.set(key, { ...token, origin })
    }
  }
  const here = (token: OnChain) => token.chainId === chainId
  take(added.filter(here), 'added')
  take(bundledTokens(chainId), 'listed')
  take(found.filter(here), 'found')
  return all
}

const asHex = (answer: unknown): Hex | null => (isHex(answer) ? answer : null)
const asNothing = (): null => null

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
