/** What can be done about a pending transaction: the same for a better fee, nothing in its place, the gap before it. */
import * as v from 'valibot'
import { readSigned } from '../../ethereum/signed-transaction.ts'
import type { Replacement } from '../../messaging/protocol.ts'
import { InvalidParamsError } from '../../shared/errors.ts'
import type { TransactionSubject } from '../approvals/entry.ts'
import { ownTransaction } from '../approvals/own-transaction.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import { TooLateError } from '../transactions/errors.ts'
import { rivalsOf } from '../transactions/group.ts'
import { pendingOf } from '../transactions/nonce.ts'
import { type Endpoints, endpoint } from './api.ts'

type TransactionEndpoints = Pick<Endpoints, Extract<keyof Endpoints, `transactions.${string}`>>

export function transactionsApi(services: Services): TransactionEndpoints {
  return {
    'transactions.publish': endpoint(v.object({ id: v.string() }), async ({ id }) => {
      await services.transactions.publish(id)
      return null
    }),
    'transactions.replace': endpoint(
      v.object({ id: v.string(), how: v.picklist(['speed-up', 'cancel', 'fill']) }),
      async ({ id, how }) => {
        const named = services.transactions.pending().find((one) => one.id === id)
        if (named === undefined) throw new TooLateError()
        services.accounts.needKey(named.from)
        const rivals = rivalsOf(named, services.transactions.pending())
        const target = rivals.at(-1) ?? named
        const subject = how === 'fill' ? fill(services, target) : replacement(services, target, how)
        const open = Object.values(services.state.entries.get()).find(
          (entry) => entry.status === 'asking' && isSame(entry.subject, subject),
        )
        return { approvalId: open?.id ?? (await services.queue.ask(null, subject)) }
      },
    ),
  }
}

const isSame = (one: { kind: string }, other: TransactionSubject): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const nothing = ({ chainId, from }: StoredTransaction): TransactionSubject =>
  ownTransaction({ chainId, from, to: from })

function replacement(services: Services, target: StoredTransaction, how: Replacement): TransactionSubject {
  const { id, chainId, from, to, nonce } = target
  const { value, data, gas, accessList, legacy, delegateTo } = readSigned(target.raw)
  if (how === 'cancel' && target.kind !== 'cancel') {
    const later = pendingOf(services, chainId, from).some((one) => one.nonce > nonce)
    // The authorization takes the next nonce: without it those behind would wait for one that never comes.
    if (delegateTo !== null && later)
      throw new InvalidParamsError(
        'It cannot be cancelled while later transactions wait behind it. Speed it up instead.',
      )
    return { ...nothing(target), legacy, replaces: { id, how } }
  }
  return {
    kind: 'transaction',
    chainId,
    from,
    to,
    value: value.toString(),
    data,
    gas: gas.toString(),
    legacy,
    accessList: accessList?.map((one) => ({ ...one, storageKeys: [...one.storageKeys] })) ?? null,
    ...(delegateTo === null ? {} : { delegateTo }),
    // Speeding up what cancels still cancels.
    replaces: { id, how: target.kind === 'cancel' ? 'cancel' : 'speed-up' },
  }
}

function fill(services: Services, target: StoredTransaction): TransactionSubject {
  if (target.stuck?.why !== 'gap') throw new InvalidParamsError('No nonce is missing before it any more.')
  const { nonce } = target.stuck
  if (pendingOf(services, target.chainId, target.from).some((one) => one.nonce === nonce))
    throw new InvalidParamsError('One with that nonce is pending already.')
  return { ...nothing(target), nonce }
}
