/**
 * What requests are read by: the library that comes with the wallet, read from the extension's own files when it is
 * first needed, and what the chain says of tokens that no list knows. Without them requests are still shown, with
 * less said.
 */
import type { KnownToken } from '../../ethereum/explain/context.ts'
import { contractName } from '../../ethereum/explain/contract-names.ts'
import {
  type ExplainContext,
  type ExplainedTransaction,
  explainTransaction,
} from '../../ethereum/explain/explain.ts'
import { createLibrary, type Library, withOutside } from '../../ethereum/explain/library.ts'
import type { Outside } from '../../ethereum/explain/outside.ts'
import type { Token } from '../../ethereum/tokens.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { createAnswers, MOST_QUESTIONS, type Question } from './answers.ts'
import { createLookUps, type Wanted } from './looked-up.ts'
import { createOutsideFiles, type OutsideFiles } from './outside-files.ts'

export type Reader = {
  /** Descriptors that did not come with the wallet. */
  files: OutsideFiles
  /** Answered from what is known by now. */
  context(chainId: number, isContract: boolean | null): ExplainContext
  /** Reads the library. Never rejects. */
  ready(): Promise<void>
  /** The same, and asks the network for the tokens that explaining asks for and nobody knows. Never rejects. */
  prepare(chainId: number, explain: (context: ExplainContext) => unknown): Promise<void>
}

/** Asked about for one request; a request that names more is made to be slow. */
const MOST_TOKENS = 12
const MOST_LOOKED_UP = 4
const MOST_KEPT = 500

export function createReader(services: () => Services): Reader {
  const files = createOutsideFiles(services)
  const lookUps = createLookUps(() => services().providers)
  const answers = createAnswers(services)
  let bundled: Library | null = null
  /** With what was there when it was read last. */
  let library: Library | null = null
  let outside: readonly Outside[] = []
  let loading: Promise<void> | null = null
  /** By network and address; null for what is no token. */
  const seen = new Map<string, Token | null>()
  const keyOf = (chainId: number, address: Address) => `${chainId}:${address.toLowerCase()}`

  function context(chainId: number, isContract: boolean | null): ExplainContext {
    const { networks, assets, nfts } = services()
    const token = (address: Address): KnownToken | null => {
      const known = assets.tokens.find(chainId, address)
      if (known !== null) return known
      const read = seen.get(keyOf(chainId, address))
      return read ? { ...read, origin: 'read' } : null
    }
    return {
      symbol: networks.need(chainId).symbol,
      token,
      tokenOn: (id, address) => assets.tokens.find(id, address),
      item(address, id) {
        const nft = nfts.find({ chainId, address, tokenId: id.toString() })
        return nft === undefined || nfts.isUnasked(nft) ? null : nft.name
      },
      // The UI puts the person's own names beside addresses, as they are when it is read.
      name: (address) => contractName(chainId, address, { library, token }),
      isContract,
      library,
      lookedUp: (id, to, selector) => lookUps.known({ chainId: id, to, selector }),
      answer: (contract, getter) => answers.known({ chainId, contract, getter }) ?? null,
      network: (id) => networks.find(id) ?? null,
    }
  }

  async function load(): Promise<void> {
    try {
      const { ports } = services()
      bundled = createLibrary(await ports.bundled('descriptors.json'), await ports.bundled('signatures.txt'))
    } catch {
      // Tried again with the next request.
      loading = null
    }
  }
  async function ready(): Promise<void> {
    loading ??= load()
    await loading
    const now = await files.read()
    if (bundled === null || (library !== null && now === outside)) return
    outside = now
    library = now.length === 0 ? bundled : withOutside(bundled, now)
  }

  /** Asked about before the tokens: a function that is known then may name some. */
  async function lookUp(chainId: number, explain: (context: ExplainContext) => unknown): Promise<void> {
    const wanted: Wanted[] = []
    const known = context(chainId, null)
    explain({
      ...known,
      lookedUp(id, to, selector) {
        const one: Wanted = { chainId: id, to, selector }
        const isNew = !wanted.some((other) => sameAddress(other.to, to) && other.selector === selector)
        if (isNew && wanted.length < MOST_LOOKED_UP && lookUps.isOpen(one)) wanted.push(one)
        return known.lookedUp?.(id, to, selector) ?? null
      },
    })
    if (wanted.length > 0) await lookUps.ask(wanted)
  }

  /** Before the tokens as well: what a contract answers may be one. */
  async function askContracts(chainId: number, explain: (context: ExplainContext) => unknown): Promise<void> {
    const wanted: Question[] = []
    const known = context(chainId, null)
    explain({
      ...known,
      answer(contract, getter) {
        const isNew = !wanted.some((one) => one.getter === getter && sameAddress(one.contract, contract))
        if (isNew && wanted.length < MOST_QUESTIONS) wanted.push({ chainId, contract, getter })
        return known.answer?.(contract, getter) ?? null
      },
    })
    // The network is not there: what is not known is said to be.
    await answers.ask(chainId, wanted).catch(() => undefined)
  }

  return {
    files,
    context,
    ready,
    async prepare(chainId, explain) {
      await ready()
      await lookUp(chainId, explain)
      await askContracts(chainId, explain)
      const wanted: Address[] = []
      const known = context(chainId, null)
      explain({
        ...known,
        token(address) {
          const token = known.token(address)
          const asked = seen.has(keyOf(chainId, address)) || wanted.some((one) => sameAddress(one, address))
          if (token === null && !asked && wanted.length < MOST_TOKENS) wanted.push(address)
          return token
        },
      })
      if (wanted.length === 0) return
      try {
        const tokens = await services().assets.tokens.read(chainId, wanted)
        if (seen.size > MOST_KEPT) seen.clear()
        for (const [i, address] of wanted.entries()) seen.set(keyOf(chainId, address), tokens[i] ?? null)
      } catch {
        // The network is not there: amounts stay in base units, and are said to be.
      }
    },
  }
}

/** What calls ask for; a plain transfer of the coin asks for nothing. */
export async function prepareCalls(
  reader: Reader,
  chainId: number,
  transactions: readonly ExplainedTransaction[],
): Promise<void> {
  const calls = transactions.filter(({ to, data }) => to !== null && data !== '0x')
  if (calls.length === 0) return
  await reader.prepare(chainId, (context) => calls.map((call) => explainTransaction(call, context)))
}
