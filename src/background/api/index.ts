/** What the UI may ask, put together: one small file a capability where there is more than a line to say. */
import * as v from 'valibot'
import type { ApprovalEdits, Settings } from '../../messaging/protocol.ts'
import { isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { address, amount, display, settings, storedFees } from '../state/schema.ts'
import { accountsApi } from './accounts.ts'
import { activityApi } from './activity.ts'
import { allowancesApi } from './allowances.ts'
import { type Api, createApi, type Endpoints, endpoint } from './api.ts'
import { clearSigningApi } from './clear-signing.ts'
import { guardApi } from './guard.ts'
import { networksApi } from './networks.ts'
import { nftsApi } from './nfts.ts'
import { peopleApi } from './people.ts'
import { pricesApi } from './prices.ts'
import { sendApi } from './send.ts'
import { servicesApi } from './services.ts'
import { sitesApi } from './sites.ts'
import { smartAccountApi } from './smart-account.ts'
import { swapApi } from './swap.ts'
import { transactionsApi } from './transactions.ts'
import { vaultApi } from './vault.ts'

const nothing = v.null()
const chainId = v.pipe(v.number(), v.integer(), v.minValue(1))
const done = async (work: Promise<unknown>): Promise<null> => {
  await work
  return null
}

const edits: v.GenericSchema<unknown, ApprovalEdits> = v.pipe(
  v.object({
    tier: v.optional(v.picklist(['slow', 'normal', 'fast'])),
    accounts: v.optional(v.array(address)),
    chainId: v.optional(chainId),
    fees: v.optional(storedFees),
    gas: v.optional(amount),
    nonce: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  }),
  v.transform(({ tier, accounts, chainId, fees, gas, nonce }) => ({
    ...(fees === undefined ? {} : { fees }),
    ...(gas === undefined ? {} : { gas }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(tier === undefined ? {} : { tier }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(chainId === undefined ? {} : { chainId }),
  })),
)

const settingsChange: v.GenericSchema<unknown, Partial<Settings>> = v.pipe(
  v.partial(settings),
  v.transform(({ lockMinutes, theme, ethereum, asMetaMask, notify, swap }) => ({
    ...(lockMinutes === undefined ? {} : { lockMinutes }),
    ...(theme === undefined ? {} : { theme }),
    ...(ethereum === undefined ? {} : { ethereum }),
    ...(asMetaMask === undefined ? {} : { asMetaMask }),
    ...(notify === undefined ? {} : { notify }),
    ...(swap === undefined ? {} : { swap }),
  })),
)

export function createUiApi(
  services: Services,
  hooks: {
    discover(keyringId: string): void
    /** How far the work on a keystore file is; null when it has ended. */
    progress(done: number | null): void
    focusWindow(): Promise<void>
  },
): Api {
  const { assets, queue, state } = services

  const all: Endpoints = {
    ...vaultApi(services, hooks.discover),
    ...sendApi(services),
    ...networksApi(services),
    ...sitesApi(services),
    ...guardApi(services),
    ...clearSigningApi(services),
    ...smartAccountApi(services),
    ...transactionsApi(services),
    ...accountsApi(services, hooks),
    ...pricesApi(services),
    ...activityApi(services),
    ...allowancesApi(services),
    ...servicesApi(services),
    ...nftsApi(services),
    ...peopleApi(services),
    ...swapApi(services),

    'assets.refresh': endpoint(nothing, async () => {
      await assets.refresh()
      // Balances are there; what they are worth follows.
      void services.prices.refresh()
      void services.guard.refresh()
      void services.reader.files.refresh()
      return null
    }),
    'assets.lookAtToken': endpoint(v.object({ chainId, address: v.string() }), async (p) => {
      const { symbol, name, decimals } = await assets.tokens.look(p.chainId, p.address)
      return { symbol, name, decimals }
    }),
    'assets.addToken': endpoint(v.object({ chainId, address: v.string() }), (p) =>
      assets.tokens.add(p.chainId, p.address),
    ),
    'assets.removeToken': endpoint(v.object({ chainId, address }), (p) =>
      done(assets.tokens.remove(p.chainId, p.address)),
    ),
    'assets.choose': endpoint(
      v.object({
        chainId,
        token: v.union([v.literal('native'), address]),
        choice: v.nullable(v.picklist(['pinned', 'hidden'])),
      }),
      (p) => done(assets.choose(p.chainId, p.token, p.choice)),
    ),
    'assets.holders': endpoint(
      v.object({
        assets: v.pipe(
          v.array(v.object({ chainId, token: v.union([v.literal('native'), address]) })),
          v.maxLength(500),
        ),
      }),
      async ({ assets: wanted }) => assets.holders(wanted),
    ),
    'display.set': endpoint(display, (next) => done(state.display.set(next))),

    'approvals.approve': endpoint(v.object({ id: v.string(), digest: v.string(), edits }), async (p) => {
      const result = await queue.approve(p.id, p.digest, p.edits)
      return isHex(result) && result.length === 66 ? { hash: result } : {}
    }),
    'approvals.refresh': endpoint(v.object({ id: v.string() }), (p) => done(queue.refresh(p.id))),
    'approvals.reject': endpoint(v.object({ id: v.string() }), (p) => done(queue.reject(p.id))),
    'approvals.rejectAll': endpoint(v.object({ origin: v.nullable(v.string()) }), async ({ origin }) => {
      const theirs = (o: string) => o !== 'wallet' && (origin === null || o === origin)
      await queue.refuse((entry) => theirs(entry.origin))
      await services.waitingRoom.refuse(origin)
      return null
    }),
    'approvals.focus': endpoint(nothing, () => done(hooks.focusWindow())),

    'settings.set': endpoint(settingsChange, async (change) => {
      await state.settings.update((now) => ({ ...now, ...change }))
      await services.keeper.touch()
      return null
    }),
  }
  return createApi(all)
}
