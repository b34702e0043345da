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
import type { ActivityRow, Part } from '../../messaging/protocol.ts'
import { EndpointError, InternalError, UnreachableError, WalletError } from '../../shared/errors.ts'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import { toBigint } from './look-into.ts'

export class NotSentError extends WalletError {
  constructor(why: string) {
    super(-32003, `Not sent. The network refused it: ${why}`)
    this.name = 'NotSentError'
  }
}

export type SendOrder = {
  approvalId: string
  origin: string
  transaction: Omit<UnsignedTransaction, 'nonce' | 'authorizations'>
  from: Address
  kind: ActivityRow['kind']
  title: Part[]
  maxFee: bigint
  /** The batch that it belongs to. */
  batch?: string
  /** The account's code becomes that of the delegate, or none for the zero address; no other is signed for. */
  delegateTo?: Address
}

export type Transactions = {
  /** Signs, stores, broadcasts; again with the same consent, only broadcasts. Its hash. */
  send(order: SendOrder): Promise<Hex>
  /** Hash of the transaction of an approval that was carried out before; null when it made none. */
  outcomeOf(approvalId: string): Promise<Hex | null>
  /** The transaction of a consent, pending or done; undefined when none was signed. */
  made(approvalId: string, from: Address): Promise<StoredTransaction | undefined>
  pending(): StoredTransaction[]
  /** Sends what no endpoint has taken yet, or has lost. @throws NotSentError on a clear refusal. */
  broadcast(transaction: StoredTransaction): Promise<void>
  /** Moves a finished transaction to the history. */
  finish(transaction: StoredTransaction): Promise<void>
}

/** Endpoints say in different words that they have it already. */
const KNOWN = /already known|already imported|known transaction|already in (the )?(mem)?pool|alreadyknown/i
/** Nodes hold one transaction at a time of an account with a delegate: the next is sent again once it is mined. */
const LATER = /in-?flight transaction limit/i
const NONCE_USED = /nonce too low|nonce is too low|old nonce|invalid nonce/i

export function createTransactions(services: () => Services, onSent: () => void): Transactions {
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
      const done = await services().history.byApproval(address, approvalId)
      if (done !== undefined) return done
    }
    return undefined
  }

  async function nextNonce(chainId: number, from: Address): Promise<number> {
    const answer = await services().rpc.request(chainId, 'eth_getTransactionCount', [from, 'pending'])
    const ofNetwork = Number(toBigint(answer))
    const ours = pending().filter((one) => one.chainId === chainId && sameAddress(one.from, from))
    // An authorization of the sender takes a nonce too (EIP-7702).
    return ours.reduce((next, one) => Math.max(next, one.nonce + (one.delegates ? 2 : 1)), ofNetwork)
  }

  async function put(transaction: StoredTransaction): Promise<void> {
    await state().pending.update((now) => ({ ...now, [transaction.id]: transaction }))
  }

  async function finish(transaction: StoredTransaction): Promise<void> {
    await services().history.add(transaction)
    await state().pending.update((now) => {
      const { [transaction.id]: _done, ...rest } = now
      return rest
    })
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

  async function sign(order: SendOrder): Promise<StoredTransaction> {
    const { from, transaction } = order
    const nonce = await nextNonce(transaction.chainId, from)
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
      batch: order.batch ?? null,
      delegates: order.delegateTo !== undefined,
      createdAt: services().ports.clock.now(),
      accepted: false,
      overtakenAt: null,
      minedAt: null,
      fee: null,
      maxFee: order.maxFee.toString(),
      error: null,
    }
    await put(stored)
    return stored
  }

  async function hasReceipt(transaction: StoredTransaction): Promise<boolean> {
    const receipt = await services().rpc.request(transaction.chainId, 'eth_getTransactionReceipt', [
      transaction.hash,
    ])
    return receipt !== null && receipt !== undefined
  }

  /** Whether it is on its way. @throws NotSentError when the network clearly will not have it. */
  async function broadcast(transaction: StoredTransaction): Promise<void> {
    try {
      await services().rpc.request(transaction.chainId, 'eth_sendRawTransaction', [transaction.raw])
    } catch (error) {
      if (error instanceof UnreachableError) return
      if (!(error instanceof EndpointError)) throw error
      const known = KNOWN.test(error.shortMessage)
      if (!known && (transaction.accepted || LATER.test(error.shortMessage))) return
      if (!known && !(NONCE_USED.test(error.shortMessage) && (await hasReceipt(transaction)))) {
        const why = error.shortMessage
        await finish({ ...transaction, status: 'dropped', error: why })
        throw new NotSentError(why)
      }
    }
    await state().pending.update((now) => {
      const current = now[transaction.id]
      return current === undefined ? now : { ...now, [transaction.id]: { ...current, accepted: true } }
    })
  }

  return {
    pending,
    finish,
    broadcast,
    made: find,

    async send(order) {
      const key = `${order.transaction.chainId} ${order.from.toLowerCase()}`
      // The broadcast too: a nonce that the network refuses is free again before the next one is taken.
      const stored = await inTurn(key, async () => {
        const transaction = (await find(order.approvalId, order.from)) ?? (await sign(order))
        if (transaction.status === 'pending' && !transaction.accepted) await broadcast(transaction)
        return transaction
      })
      onSent()
      if (stored.status === 'dropped') throw new NotSentError(stored.error ?? 'it was dropped')
      return stored.hash
    },

    async outcomeOf(approvalId) {
      const made = await find(approvalId, null)
      return made === undefined ? null : made.hash
    },
  }
}
