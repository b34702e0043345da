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

/** How many nonces a transaction takes: one that carries an authorization of its sender, two. */
export const noncesOf = ({ delegateTo }: { delegateTo?: Address }): 1 | 2 =>
  delegateTo === undefined ? 1 : 2

const isFree = (used: ReadonlySet<number>, nonce: number, takes: 1 | 2): boolean =>
  !used.has(nonce) && (takes === 1 || !used.has(nonce + 1))

/** The first from which on as many are free as it takes. */
export function firstFree(used: ReadonlySet<number>, from: number, takes: 1 | 2): number {
  let nonce = from
  while (!isFree(used, nonce, takes)) nonce += 1
  return nonce
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
export async function nextNonce(
  services: Services,
  chainId: number,
  from: Address,
  takes: 1 | 2 = 1,
): Promise<number> {
  const known = await countOf(services, chainId, from, 'pending')
  return firstFree(usedNonces(services, chainId, from), known, takes)
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
  takes: 1 | 2 = 1,
): Promise<number> {
  if (!isFree(usedNonces(services, chainId, from), nonce, takes))
    throw new NonceTakenError(
      `Another transaction of yours has nonce ${nonce}${takes === 1 ? '' : ' or the one after it'}.`,
    )
  if ((await countOf(services, chainId, from, 'latest')) > nonce)
    throw new NonceTakenError(`Nonce ${nonce} is used already.`)
  return nonce
}
