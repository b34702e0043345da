/** Which nonce a transaction gets. Read, used and stored before the next one is read (transactions.ts). */
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import { NonceTakenError, TooLateError } from './errors.ts'
import { toBigint } from './look-into.ts'

/** Of an account on a network: what is pending, by nonce. */
export const pendingOf = (services: Services, chainId: number, from: Address): StoredTransaction[] =>
  Object.values(services.state.pending.get())
    .filter((one) => one.chainId === chainId && sameAddress(one.from, from))
    .sort((a, b) => a.nonce - b.nonce)

/** Nonces that transactions of ours use; an authorization of the sender takes one too (EIP-7702). */
export function usedNonces(services: Services, chainId: number, from: Address): Set<number> {
  const settled = Object.values(services.state.settled.get()).filter(
    (one) => one.chainId === chainId && sameAddress(one.from, from),
  )
  const all = [...pendingOf(services, chainId, from), ...settled]
  return new Set(all.flatMap(({ nonce, delegates }) => (delegates ? [nonce, nonce + 1] : [nonce])))
}

export async function countOf(
  services: Services,
  chainId: number,
  from: Address,
  block: 'latest' | 'pending',
): Promise<number> {
  const answer = await services.rpc.request(chainId, 'eth_getTransactionCount', [from, block])
  return Number(toBigint(answer))
}

/** The first that neither the network nor we have used: what was refused or dropped leaves no gap behind. */
export async function nextNonce(services: Services, chainId: number, from: Address): Promise<number> {
  let nonce = await countOf(services, chainId, from, 'pending')
  const used = usedNonces(services, chainId, from)
  while (used.has(nonce)) nonce += 1
  return nonce
}

/** That of a pending transaction, for the one that takes its place. @throws TooLateError */
export function nonceOfReplaced(services: Services, id: string): number {
  const pending = services.state.pending.get()
  const old = Object.hasOwn(pending, id) ? pending[id] : undefined
  if (old === undefined) throw new TooLateError()
  return old.nonce
}

/** Checks one that the person chose. @throws NonceTakenError */
export async function chosenNonce(
  services: Services,
  chainId: number,
  from: Address,
  nonce: number,
): Promise<number> {
  if (usedNonces(services, chainId, from).has(nonce))
    throw new NonceTakenError(`Another transaction of yours has nonce ${nonce}.`)
  if ((await countOf(services, chainId, from, 'latest')) > nonce)
    throw new NonceTakenError(`Nonce ${nonce} is used already.`)
  return nonce
}
