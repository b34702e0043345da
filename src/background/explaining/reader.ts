/**
 * What requests are read by: the library that comes with the wallet, read from the extension's own files when it is
 * first needed, and what the chain says of tokens that no list knows. Without them requests are still shown, with
 * less said.
 */
import {
  type ExplainContext,
  type ExplainedTransaction,
  explainTransaction,
} from '../../ethereum/explain/explain.ts'
import { createLibrary, type Library } from '../../ethereum/explain/library.ts'
import type { Token } from '../../ethereum/tokens.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

export type Reader = {
  /** Answered from what is known by now. */
  context(chainId: number, isContract: boolean | null): ExplainContext
  /** Reads the library. Never rejects. */
  ready(): Promise<void>
  /** The same, and asks the network for the tokens that explaining asks for and nobody knows. Never rejects. */
  prepare(chainId: number, explain: (context: ExplainContext) => unknown): Promise<void>
}

/** Asked about for one request; a request that names more is made to be slow. */
const MOST_TOKENS = 12
const MOST_KEPT = 500

export function createReader(services: () => Services): Reader {
  let library: Library | null = null
  let loading: Promise<void> | null = null
  /** By network and address; null for what is no token. */
  const seen = new Map<string, Token | null>()
  const keyOf = (chainId: number, address: Address) => `${chainId}:${address.toLowerCase()}`

  function context(chainId: number, isContract: boolean | null): ExplainContext {
    const { networks, assets, nfts } = services()
    return {
      symbol: networks.need(chainId).symbol,
      token(address) {
        const known = assets.tokens.find(chainId, address)
        if (known !== null) return known
        const read = seen.get(keyOf(chainId, address))
        return read ? { ...read, origin: 'read' } : null
      },
      tokenOn: (id, address) => assets.tokens.find(id, address),
      item(address, id) {
        const nft = nfts.find({ chainId, address, tokenId: id.toString() })
        return nft === undefined || nfts.isUnasked(nft) ? null : nft.name
      },
      // The UI puts the person's own names beside addresses, as they are when it is read.
      name: () => null,
      isContract,
      library,
      network: (id) => networks.find(id) ?? null,
    }
  }

  async function load(): Promise<void> {
    try {
      const { bundled } = services().ports
      library = createLibrary(await bundled('descriptors.json'), await bundled('signatures.txt'))
    } catch {
      // Tried again with the next request.
      loading = null
    }
  }
  const ready = (): Promise<void> => {
    loading ??= load()
    return loading
  }

  return {
    context,
    ready,
    async prepare(chainId, explain) {
      await ready()
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
