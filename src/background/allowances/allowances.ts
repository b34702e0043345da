/** The allowances of the selected account on every network that is switched on, and the approvals that end them. */
import { revocations } from '../../ethereum/allowances.ts'
import type { AllowancesLooked, AllowancesView, Right } from '../../messaging/protocol.ts'
import { InvalidParamsError, WalletError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import type { CallsSubject } from '../approvals/entry.ts'
import { ownTransaction } from '../approvals/own-transaction.ts'
import type { Services } from '../services.ts'
import { foundRights } from './found.ts'
import { readRights } from './read.ts'

function selectedOf({ state }: Services): Address {
  const { address } = state.selected.get()
  if (address === null) throw new InvalidParamsError('There is no account.')
  return address
}

export async function listAllowances(services: Services): Promise<AllowancesView> {
  const account = selectedOf(services)
  const networks = services.networks.list().filter(({ enabled }) => enabled)
  const all = await Promise.all(networks.map(({ chainId }) => onNetwork(services, chainId, account)))
  return {
    account,
    rows: all.flatMap(({ rows }) => rows),
    looked: all.map(({ looked }) => looked),
  }
}

async function onNetwork(services: Services, chainId: number, account: Address) {
  const { logs } = services
  const { covered } = await logs.index(chainId, account)
  // Back from the newest block that was read, without a gap.
  const [from, to] = covered.at(-1) ?? [null, null]
  const looked = { chainId, from, to, trouble: logs.trouble(chainId), unread: 0, more: false }
  try {
    const { rights, more } = await foundRights(services, chainId, account)
    const { rows, unread } = await readRights(services, chainId, account, rights)
    return { rows, looked: { ...looked, unread, more } satisfies AllowancesLooked }
  } catch (error) {
    if (!(error instanceof WalletError)) throw error
    return { rows: [], looked: { ...looked, trouble: error.shortMessage } satisfies AllowancesLooked }
  }
}

/** @returns the id of the approval */
export async function revoke(
  services: Services,
  chainId: number,
  rights: readonly Right[],
  together: boolean,
): Promise<string> {
  const from = selectedOf(services)
  services.networks.need(chainId)
  services.accounts.needKey(from)
  const calls = revocations(rights).map((one) => ({ ...one, value: '0' }))
  const [only, ...more] = calls
  if (only === undefined) throw new InvalidParamsError('There is nothing to end.')
  const one = ownTransaction({ chainId, from, ...only })
  const many: CallsSubject = {
    kind: 'calls',
    chainId,
    from,
    batchId: services.ports.randomId(),
    calls,
    atomicRequired: false,
    ...(together ? {} : { asItIs: true }),
  }
  return services.queue.ask(null, more.length === 0 ? one : many)
}
