/**
 * NFTs that transfers brought to light. What the person's own transaction brought, or what came from another account
 * of theirs, is welcome; everything else stays folded away until they say otherwise.
 */
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { AccountLog } from '../logs/account-log.ts'
import type { Services } from '../services.ts'
import type { Item } from './ownership.ts'

export type NftLogs = {
  /** Hears from now on. */
  follow(): void
  /**
   * Looks once at the newest logs that are stored of the accounts: a worker that was stopped between storing them and
   * telling of them left something out.
   */
  catchUp(): Promise<void>
}

const STANDARDS = { erc721: 'ERC721', erc1155: 'ERC1155' } as const

export function createNftLogs(services: () => Services): NftLogs {
  const caughtUp = new Set<string>()
  let queue: Promise<void> = Promise.resolve()

  async function isOwn({ hash, account }: AccountLog): Promise<boolean> {
    const { state, history } = services()
    const mine = (one: { hash: string }) => one.hash === hash
    return (
      Object.values({ ...state.pending.get(), ...state.settled.get() }).some(mine) ||
      (await history.find(account, mine)) !== undefined
    )
  }

  async function take(logs: readonly AccountLog[]): Promise<void> {
    const { nfts, state } = services()
    const own = (address: Address) => state.accounts.get().some((one) => sameAddress(one.address, address))
    const arrived = logs.flatMap((log) => {
      const standard = log.kind === 'erc721' || log.kind === 'erc1155' ? STANDARDS[log.kind] : null
      if (standard === null || log.tokenId === null || !sameAddress(log.to, log.account)) return []
      return [{ log, item: { address: log.token, standard, tokenId: log.tokenId } satisfies Item }]
    })
    for (const chainId of new Set(arrived.map(({ log }) => log.chainId))) {
      const here = arrived.filter(({ log }) => log.chainId === chainId)
      const fresh = here.filter(({ item }) => nfts.find({ ...item, chainId }) === undefined)
      const welcome = new Set<string>()
      for (const { log } of fresh)
        if (!welcome.has(log.token.toLowerCase()) && (own(log.from) || (await isOwn(log))))
          welcome.add(log.token.toLowerCase())
      await nfts.see(
        chainId,
        here.map(({ item }) => item),
        (address) => welcome.has(address.toLowerCase()),
      )
    }
  }

  /** One after another: what is found twice at once would be kept twice. */
  function inTurn(logs: readonly AccountLog[]): Promise<void> {
    // A network that is not there now is looked at again when the worker starts anew.
    queue = queue.then(() => take(logs)).catch(() => undefined)
    return queue
  }

  return {
    follow() {
      services().logs.subscribe((found) => void inTurn(found))
    },
    async catchUp() {
      const { accounts, display, selected } = services().state
      const all = accounts.get().filter(({ hidden }) => !hidden)
      const owners =
        display.get().scope === 'all' ? all.map(({ address }) => address) : [selected.get().address]
      const chains = services()
        .networks.list()
        .flatMap(({ chainId, enabled }) => (enabled ? [chainId] : []))
      for (const owner of owners)
        for (const chainId of chains) {
          const key = `${chainId} ${owner}`
          if (owner === null || caughtUp.has(key)) continue
          caughtUp.add(key)
          const newest = await services().logs.pages(chainId, owner).next()
          if (newest.done !== true) await inTurn(newest.value)
        }
    },
  }
}
