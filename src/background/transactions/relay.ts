/**
 * Sending a transaction to a protected endpoint (Flashbots Protect, MEV Blocker) in the place of the public one. Which
 * one is decided when the transaction is looked into, said in the review, and stored with it: it never goes public
 * by itself, only when the person says so.
 */
import * as v from 'valibot'
import type { Warning } from '../../messaging/protocol.ts'
import { InternalError } from '../../shared/errors.ts'
import { sameAddress } from '../../shared/hex.ts'
import { refusalOf } from '../networks/endpoint.ts'
import { findProvider } from '../providers/registry.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'

/** As their public documentation names them; both of Ethereum alone. */
const RELAYS = [
  { id: 'flashbots', url: 'https://rpc.flashbots.net/fast' },
  { id: 'mevblocker', url: 'https://rpc.mevblocker.io/noreverts' },
]
const CHAIN_ID = 1
/** Blocks; Flashbots Protect tries no longer either. */
export const PATIENCE_BLOCKS = 25
const MOST_BYTES = 20_000

/** The one that the person switched on, by its id; null: the public network. */
export const relayFor = ({ providers }: Services, chainId: number): string | null =>
  chainId === CHAIN_ID ? (RELAYS.find(({ id }) => providers.isAllowed(id))?.id ?? null) : null

export const relayName = (id: string): string => findProvider(id)?.name ?? id

/** What the review says of it. */
export const relayWords = (relay: string | null | undefined): Warning[] =>
  relay
    ? [
        {
          rule: 'private-sending',
          severity: 'info',
          title: `Sent through ${relayName(relay)}, not publicly.`,
          text: `It stays out of the public queue: only the relay sees it, and whom the relay shares it with to have it put into a block. Should it not be in one within ${PATIENCE_BLOCKS} blocks, you are told, and can send it publicly.`,
        },
      ]
    : []

const answer = v.union([
  v.object({ result: v.string() }),
  v.object({ error: v.object({ code: v.optional(v.number()), message: v.string() }) }),
])

/** @throws EndpointError as it was refused; any other error when nothing is known of it */
export async function sendRaw(services: Services, transaction: StoredTransaction): Promise<void> {
  const { chainId, raw, hash, relay } = transaction
  if (relay === null) {
    await services.rpc.request(chainId, 'eth_sendRawTransaction', [raw])
    return
  }
  const url = RELAYS.find(({ id }) => id === relay.id)?.url
  if (url === undefined) throw new InternalError('This release knows no such protected endpoint.')
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_sendRawTransaction', params: [raw] })
  const headers = { 'content-type': 'application/json' }
  const told = await services.providers.ask.json(
    relay.id,
    answer,
    () => ({ url, method: 'POST', headers, body }),
    { most: MOST_BYTES },
  )
  if ('error' in told) {
    const { code = -32000, message } = told.error
    throw refusalOf({ code, message: message.slice(0, 300) })
  }
  if (!sameAddress(told.result, hash)) throw new InternalError('It answered for another transaction.')
}

/** Why it does not get on, as far as its relay is the reason: blocks went by, or it may not be asked any more. */
export function relayTrouble(
  { providers }: Services,
  { relay, accepted }: StoredTransaction,
  height: number | null,
): StoredTransaction['stuck'] {
  if (relay === null) return null
  const tried = height === null || relay.since === null ? 0 : height - relay.since
  if (tried < PATIENCE_BLOCKS && (accepted || providers.isAllowed(relay.id))) return null
  return { why: 'relay', name: relayName(relay.id) }
}
