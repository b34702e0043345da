/**
 * Tells the person what happened while they looked elsewhere. Write ahead: what is to be told is stored first, and
 * what was told stays noted, so that a stop of the worker or a block that goes away tells nothing twice.
 */
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { AccountLog } from '../logs/account-log.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import type { StoredSwap } from '../state/swap-fields.ts'
import type { Notice } from './stored.ts'
import { type Arrival, noticeOfArrival, noticeOfEnd, noticeOfMany, noticeOfSwap } from './words.ts'

/** A coin that came may go away with its block and come back with another. */
const SAME_COIN_MS = 15 * 60_000
/** Endpoints lag behind one another. */
const LAG_MS = 60_000
const MOST_NOTED = 300
const MOST_AT_ONCE = 3

export type CoinRead = { account: Address; before: { at: number; amount: string }; now: string }

export type Notifications = {
  /** Transactions came to an end. Ends when it is stored; never rejects. */
  ended(transactions: readonly StoredTransaction[]): Promise<void>
  /** An order or a swap to another network came to an end. Ends when it is stored; never rejects. */
  swapEnded(swap: StoredSwap): Promise<void>
  /** Balances of the coin, before they are stored. Never rejects. */
  coins(chainId: number, reads: readonly CoinRead[]): Promise<void>
  /** Logs that were not known before, of a look forward in time. Ends when it is stored; never rejects. */
  logs(found: readonly AccountLog[]): Promise<void>
  /** Tells what the last worker was stopped before telling. */
  resume(): Promise<void>
  /** The person clicked on one. */
  clicked(key: string): Promise<void>
}

export function createNotifications(services: () => Services): Notifications {
  const state = () => services().state
  let telling: Promise<void> = Promise.resolve()
  const networkName = (chainId: number) => services().networks.find(chainId)?.name ?? `network ${chainId}`
  const accounts = () => state().accounts.get()
  const nameOf = (account: Address) =>
    accounts().find(({ address }) => sameAddress(address, account))?.name ?? 'your account'

  /** @param covers keys of what one of them tells together with others */
  async function note(notices: readonly Notice[], covers: readonly string[] = []): Promise<void> {
    const { notify } = state().settings.get()
    const wanted = notices.filter(({ kind }) => notify[kind])
    if (wanted.length === 0) return
    const at = services().ports.clock.now()
    await state().notices.update((now) => {
      const isNew = ({ key }: Notice) => {
        const told = now.told[key]
        const again = key.startsWith('coin:') && told !== undefined && at - told > SAME_COIN_MS
        return now.waiting[key] === undefined && (told === undefined || again)
      }
      const fresh = wanted.filter(isNew)
      if (fresh.length === 0) return now
      return {
        ...now,
        waiting: { ...now.waiting, ...Object.fromEntries(fresh.map((one) => [one.key, one])) },
        told: { ...now.told, ...Object.fromEntries(covers.map((key) => [key, at])) },
      }
    })
    void tell()
  }

  function tell(): Promise<void> {
    telling = telling.then(tellAll).catch(() => undefined)
    return telling
  }

  async function tellAll(): Promise<void> {
    const { ports, keeper } = services()
    for (const notice of Object.values(state().notices.get().waiting)) {
      const { key, title } = notice
      const discreet = keeper.status() !== 'unlocked' || state().display.get().hideAmounts
      // One that stands already was shown by a worker that was stopped before it noted so.
      const isWanted = state().settings.get().notify[notice.kind] && (await ports.notifications.allowed())
      if (isWanted && !(await ports.notifications.shown()).includes(key))
        await ports.notifications.show(key, { title, text: discreet ? notice.discreet : notice.text })
      const at = ports.clock.now()
      await state().notices.update(({ waiting: { [key]: _told, ...waiting }, told, places }) => {
        const noted = Object.entries({ ...told, [key]: at }).slice(-MOST_NOTED)
        const kept = Object.entries({ ...places, [key]: { account: notice.account, open: notice.open } })
        return {
          waiting,
          told: Object.fromEntries(noted),
          places: Object.fromEntries(kept.slice(-MOST_NOTED)),
        }
      })
    }
  }

  /** Whether a transaction of ours may have changed what the accounts hold on a network since then. */
  async function movedSince(chainId: number, since: number): Promise<boolean> {
    const moved = (one: StoredTransaction) =>
      one.chainId === chainId && (one.minedAt ?? one.createdAt) >= since - LAG_MS
    if (
      services()
        .transactions.pending()
        .some((one) => one.chainId === chainId)
    )
      return true
    if (Object.values(state().settled.get()).some(moved)) return true
    for (const { address } of accounts())
      if ((await services().history.find(address, moved)) !== undefined) return true
    return false
  }

  async function isOurs(hash: string): Promise<boolean> {
    const same = (one: StoredTransaction) => sameAddress(one.hash, hash)
    if (services().transactions.pending().some(same)) return true
    for (const { address } of accounts())
      if ((await services().history.find(address, same)) !== undefined) return true
    return false
  }

  async function arrivals(found: readonly AccountLog[]): Promise<Arrival[]> {
    const all: Arrival[] = []
    for (const { kind, chainId, account, token, from, to, amount, hash } of found) {
      if (kind !== 'erc20' || amount === '0' || !sameAddress(to, account)) continue
      const known = services().assets.tokens.find(chainId, token)
      const isOwn = accounts().some(({ address }) => sameAddress(address, from))
      // What nobody vouches for and nobody added may be sent only to be seen.
      if (known === null || known.origin === 'found' || isOwn || (await isOurs(hash))) continue
      const { decimals, symbol } = known
      const key = `log:${chainId}:${hash}:${token}:${account}:${amount}`
      const network = networkName(chainId)
      all.push({ key, account, name: nameOf(account), amount: BigInt(amount), decimals, symbol, network })
    }
    return all
  }

  return {
    resume: tell,
    ended: (transactions) =>
      note(transactions.flatMap((one) => noticeOfEnd(one, networkName(one.chainId)) ?? [])).catch(
        () => undefined,
      ),
    swapEnded: (swap) =>
      note([noticeOfSwap(swap, networkName(swap.buy.chainId))].flatMap((one) => one ?? [])).catch(
        () => undefined,
      ),
    async coins(chainId, reads) {
      if (!state().settings.get().notify.received) return
      const grown = reads.filter(({ before, now }) => BigInt(now) > BigInt(before.amount))
      const since = Math.min(...grown.map(({ before }) => before.at))
      if (grown.length === 0 || (await movedSince(chainId, since).catch(() => true))) return
      const symbol = services().networks.find(chainId)?.symbol ?? 'ETH'
      const notices = grown.map(({ account, before, now }) => {
        const key = `coin:${chainId}:${account}:${before.amount}:${now}`
        const amount = BigInt(now) - BigInt(before.amount)
        const network = networkName(chainId)
        return noticeOfArrival({ key, account, name: nameOf(account), amount, decimals: 18, symbol, network })
      })
      await note(notices).catch(() => undefined)
    },
    async logs(found) {
      if (!state().settings.get().notify.received) return
      const { waiting, told } = state().notices.get()
      const all = (await arrivals(found).catch(() => [])).filter(
        ({ key }) => waiting[key] === undefined && told[key] === undefined,
      )
      const [first] = all
      if (first === undefined) return
      const many = all.length > MOST_AT_ONCE
      const notices = many ? [noticeOfMany(first, all.length)] : all.map(noticeOfArrival)
      await note(notices, many ? all.map(({ key }) => key) : []).catch(() => undefined)
    },
    async clicked(key) {
      const { ports } = services()
      const place = state().notices.get().places[key]
      const isHere = accounts().some(({ address }) => address === place?.account)
      if (place !== undefined && isHere)
        await state().selected.update((now) => ({ ...now, address: place.account }))
      await ports.notifications.clear(key)
      await ports.windows.openTab(place?.open ?? '/home')
    },
  }
}
