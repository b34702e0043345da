/**
 * The life of a transaction. Write ahead: it is stored with its nonce and its signed bytes before anyone else sees
 * it; after a restart the same bytes are sent again. One consent never makes two transactions, and two consents
 * never share a nonce.
 */
import { ZERO_ADDRESS } from '../../ethereum/address.ts'
import { authorizationDigest } from '../../ethereum/authorization.ts'
import { DELEGATE } from '../../ethereum/delegate.ts'
import {
  assembleTransaction,
  transactionDigest,
  type UnsignedTransaction,
} from '../../ethereum/transaction.ts'
import type { Part, TransactionKind } from '../../messaging/protocol.ts'
import { EndpointError, InternalError, WalletError } from '../../shared/errors.ts'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import { KNOWN, NotSentError, TooLateError } from './errors.ts'
import { noticeReset } from './local-chain.ts'
import { chosenNonce, nextNonce, nonceOfReplaced, noncesOf } from './nonce.ts'
import { sendRaw } from './relay.ts'

export { NotSentError } from './errors.ts'

export type SendOrder = {
  approvalId: string
  origin: string
  transaction: Omit<UnsignedTransaction, 'nonce' | 'authorizations'>
  from: Address
  kind: TransactionKind
  title: Part[]
  maxFee: bigint
  /** The batch that it belongs to. */
  batch?: string
  /** The account's code becomes that of the delegate, or none for the zero address; no other is signed for. */
  delegateTo?: Address
  /** Its nonce is that of the pending one whose place it takes. */
  replaces?: NonNullable<StoredTransaction['replaces']>
  /** The person chose it. */
  nonce?: number
  /** The protected endpoint that it is sent to, as was said in the review. */
  relay?: string | null
  /** Asked when all that is waited for is there, right before it is signed. @throws when the yes holds no more. */
  requireConsent(): void
}

export type Transactions = {
  /** Signs, stores, broadcasts; again with the same consent, only broadcasts. Its hash. */
  send(order: SendOrder): Promise<Hex>
  /** Hash of the transaction of an approval that was carried out before; null when it made none. */
  outcomeOf(approvalId: string): Promise<Hex | null>
  /**
   * The transaction of a consent, pending or done; undefined when none was signed. For one that was sped up, what
   * became of its content.
   */
  made(approvalId: string, from: Address): Promise<StoredTransaction | undefined>
  pending(): StoredTransaction[]
  /** Sends what no endpoint has taken yet, or has lost. @throws NotSentError on a clear refusal. */
  broadcast(transaction: StoredTransaction): Promise<void>
  /** Moves finished transactions to the history, all at once. */
  finish(...transactions: StoredTransaction[]): Promise<void>
  /** Sends one publicly that only a protected endpoint has so far. @throws NotSentError, TooLateError */
  publish(id: string): Promise<void>
  /** Changes one that is still pending. */
  patch(id: string, change: Partial<StoredTransaction>): Promise<void>
}

/** Nodes hold one transaction at a time of an account with a delegate: the next is sent again once it is mined. */
const LATER = /in-?flight transaction limit/i
const NONCE_USED = /nonce too low|nonce is too low|old nonce|invalid nonce/i

/** Nodes drop what pays less than a block costs by now, and say so when it comes again. */
const whyLost = (text: string): StoredTransaction['stuck'] =>
  /base ?fee/i.test(text) ? { why: 'fee' } : { why: 'refused', text }

export function createTransactions(
  services: () => Services,
  on: {
    sent(): void
    /** In the history, and about to leave what is pending: pages must find it there at once. */
    done(transactions: readonly StoredTransaction[]): Promise<void>
  },
): Transactions {
  const state = () => services().state
  const queues = new Map<string, Promise<unknown>>()

  /** One at a time for an account on a network: the nonce is read, used and stored before the next reads it. */
  function inTurn<T>(key: string, run: () => Promise<T>): Promise<T> {
    const done = (queues.get(key) ?? Promise.resolve()).then(run)
    queues.set(
      key,
      done.catch(() => undefined),
    )
    return done
  }
  const pending = () => Object.values(state().pending.get())

  async function find(approvalId: string, from: Address | null): Promise<StoredTransaction | undefined> {
    const waiting = pending().find((one) => one.approvalId === approvalId)
    if (waiting !== undefined) return waiting
    const accounts =
      from === null
        ? state()
            .accounts.get()
            .map((one) => one.address)
        : [from]
    for (const address of accounts) {
      const done = await services().history.find(address, (one) => one.approvalId === approvalId)
      if (done !== undefined) return done
    }
    return undefined
  }

  async function put(transaction: StoredTransaction): Promise<void> {
    await state().pending.update((now) => ({ ...now, [transaction.id]: transaction }))
  }

  async function finish(...done: StoredTransaction[]): Promise<void> {
    for (const one of done) await services().history.add(one)
    await on.done(done)
    const ids = new Set(done.map(({ id }) => id))
    await state().pending.update((now) =>
      Object.fromEntries(Object.entries(now).filter(([id]) => !ids.has(id))),
    )
  }

  async function patch(id: string, change: Partial<StoredTransaction>): Promise<void> {
    await state().pending.update((now) => {
      const current = Object.hasOwn(now, id) ? now[id] : undefined
      return current === undefined ? now : { ...now, [id]: { ...current, ...change } }
    })
  }

  /** What became of the content of one that another took the place of. */
  async function made(approvalId: string, from: Address): Promise<StoredTransaction | undefined> {
    const own = await find(approvalId, from)
    if (own === undefined || own.status !== 'replaced' || own.replacedBy === null) return own
    const winner = await services().history.find(from, (one) => one.id === own.replacedBy)
    if (winner === undefined) return own
    if (winner.replaces?.how === 'cancel') return { ...own, error: 'You cancelled it.' }
    return { ...winner, approvalId }
  }

  /** Signed together with the transaction that carries it, and stored with it or not at all. */
  async function authorize(order: SendOrder, nonce: number) {
    const { delegateTo, from, transaction } = order
    if (delegateTo === undefined) return {}
    if (!sameAddress(delegateTo, DELEGATE.address) && !sameAddress(delegateTo, ZERO_ADDRESS))
      throw new InternalError('Not signed. This wallet gives no account to that contract.')
    // The transaction itself takes the nonce before the authorization is looked at (EIP-7702).
    const authorization = { chainId: transaction.chainId, address: delegateTo, nonce: nonce + 1 }
    const signature = await services().keeper.sign(from, authorizationDigest(authorization))
    return { authorizations: [{ ...authorization, ...signature }] }
  }

  async function nonceOf(order: SendOrder): Promise<number> {
    const { replaces, nonce, from, transaction } = order
    const { chainId } = transaction
    await noticeReset(services(), chainId)
    if (replaces !== undefined) return nonceOfReplaced(services(), replaces.id)
    const takes = noncesOf(order)
    if (nonce !== undefined) return chosenNonce(services(), chainId, from, nonce, takes)
    return nextNonce(services(), chainId, from, takes)
  }

  async function sign(order: SendOrder): Promise<StoredTransaction> {
    const { from, transaction } = order
    const nonce = await nonceOf(order)
    order.requireConsent()
    const authorizations = await authorize(order, nonce)
    const unsigned: UnsignedTransaction = { ...transaction, nonce, ...authorizations }
    const signature = await services().keeper.sign(from, transactionDigest(unsigned))
    const { raw, hash } = assembleTransaction(unsigned, signature)
    const stored: StoredTransaction = {
      id: services().ports.randomId(),
      approvalId: order.approvalId,
      origin: order.origin,
      chainId: transaction.chainId,
      from,
      to: transaction.to,
      nonce,
      hash,
      raw,
      status: 'pending',
      kind: order.kind,
      title: order.title,
      moves: [],
      batch: order.batch ?? null,
      delegates: order.delegateTo !== undefined,
      createdAt: services().ports.clock.now(),
      accepted: false,
      overtakenAt: null,
      minedAt: null,
      fee: null,
      maxFee: order.maxFee.toString(),
      error: null,
      replaces: order.replaces ?? null,
      replacedBy: null,
      relay: order.relay ? { id: order.relay, since: null } : null,
      stuck: null,
      block: null,
    }
    await put(stored)
    return stored
  }

  /** Also when it cannot be found out. */
  async function mayBeMined({ chainId, hash }: StoredTransaction): Promise<boolean> {
    const receipt = await services()
      .rpc.request(chainId, 'eth_getTransactionReceipt', [hash])
      .catch(() => undefined)
    return receipt !== null
  }

  /**
   * Whether it is on its way. @throws NotSentError when the network clearly will not have it.
   * @param first nobody can have it yet
   */
  async function broadcast(transaction: StoredTransaction, first = false): Promise<void> {
    try {
      await sendRaw(services(), transaction)
    } catch (error) {
      if (!(error instanceof WalletError)) throw error
      // No word of the network on it: it stays pending, and is sent again.
      if (!(error instanceof EndpointError)) return
      const known = KNOWN.test(error.message)
      if (!known && transaction.accepted) {
        const lost = !LATER.test(error.message) && !NONCE_USED.test(error.message)
        if (lost) await patch(transaction.id, { stuck: whyLost(error.shortMessage) })
        return
      }
      if (!known && LATER.test(error.message)) return
      // It may be this very one that took the nonce, and an endpoint that lags has no receipt yet: whoever follows
      // it finds out. Called dropped, it would be paid twice.
      const used = NONCE_USED.test(error.message)
      if (!known && used && !first) return
      if (!known && !(used && (await mayBeMined(transaction)))) {
        const why = error.shortMessage
        await finish({ ...transaction, status: 'dropped', error: why })
        throw new NotSentError(why)
      }
    }
    await patch(transaction.id, { accepted: true, stuck: null })
  }

  return {
    pending,
    finish,
    patch,
    broadcast,
    made,

    async publish(id) {
      const one = state().pending.get()[id]
      if (one === undefined) throw new TooLateError()
      const open: StoredTransaction = { ...one, relay: null, accepted: false, stuck: null }
      await patch(id, { relay: null, accepted: false, stuck: null })
      await broadcast(open)
      on.sent()
    },

    async send(order) {
      const key = `${order.transaction.chainId} ${order.from.toLowerCase()}`
      // The broadcast too: a nonce that the network refuses is free again before the next one is taken.
      const stored = await inTurn(key, async () => {
        const before = await find(order.approvalId, order.from)
        const transaction = before ?? (await sign(order))
        if (transaction.status === 'pending' && !transaction.accepted)
          await broadcast(transaction, before === undefined)
        return transaction
      })
      on.sent()
      if (stored.status === 'dropped') throw new NotSentError(stored.error ?? 'it was dropped')
      return stored.hash
    },

    async outcomeOf(approvalId) {
      const made = await find(approvalId, null)
      return made === undefined ? null : made.hash
    },
  }
}
