/** Fills in what the rules go by, from what the wallet knows and what the network said. */
import type { ExplainContext, ExplainedTransaction } from '../../ethereum/explain/context.ts'
import { addressesOf } from '../../ethereum/rules/call/address-blocked.ts'
import { type Around, factsOfCalls } from '../../ethereum/rules/calls.ts'
import type { CallFacts, Personal, Place } from '../../ethereum/rules/facts.ts'
import { isKnownContract } from '../../ethereum/rules/known.ts'
import { addressIn, allowanceOf } from '../../ethereum/rules/read.ts'
import { namedIn } from '../../ethereum/rules/signature/signature-blocked.ts'
import { spendingOf } from '../../ethereum/rules/spending.ts'
import { visibleLine } from '../../ethereum/text.ts'
import type { TypedData } from '../../ethereum/typed-data.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

export function placeAt(
  services: Services,
  chainId: number,
  address: Address,
  context: ExplainContext,
): Place {
  const { isContract, isYoung, isUpgraded } = services.places.at(chainId, address)
  return {
    isContract,
    isYoung,
    isUpgraded,
    isKnown: isMine(services, address) || isKnownContract(chainId, address, context),
    listed: services.guard.address(address),
  }
}

const isMine = (services: Services, address: Address): boolean =>
  services.accounts.list().some((one) => sameAddress(one.address, address))

function personal(services: Services, address: Address): Personal | null {
  const account = services.accounts.list().find((one) => sameAddress(one.address, address))
  if (account !== undefined) return { name: visibleLine(account.name, 40), what: 'account' }
  const contact = services.contacts.find(address)
  return contact === undefined ? null : { name: visibleLine(contact.name, 40), what: 'contact' }
}

export const aroundOf = (
  services: Services,
  chainId: number,
  account: Address,
  context: ExplainContext,
): Around => ({
  account,
  context,
  isMine: (address) => isMine(services, address),
  personal: (address) => personal(services, address),
  at: (address) => placeAt(services, chainId, address, context),
  holding: (token) => services.places.holding(chainId, account, token),
  used: (contract) => services.used.has(chainId, account, contract),
})

/** Asks the network for what the rules need to know of these calls. Never rejects. */
export async function lookAtCalls(
  services: Services,
  own: ExplainedTransaction,
  inner: readonly ExplainedTransaction[],
): Promise<void> {
  const { chainId, from } = own
  const context = services.reader.context(chainId, null)
  const facts = factsOfCalls(own, inner, aroundOf(services, chainId, from, context))
  const rights = facts.flatMap((one) => allowanceOf(one) ?? [])
  const operators = facts.flatMap(({ decoded }) =>
    decoded?.name === 'setApprovalForAll' && decoded.approved ? [decoded.operator] : [],
  )
  const called = own.to === null || own.data === '0x' ? [] : [own.to]
  await Promise.all([
    services.guard.lookAtAddresses(facts.flatMap(addressesOf)),
    ...called.map((to) => services.used.look(chainId, from, to)),
    look(services, chainId, from, context, {
      // Who takes coins is asked for its age as who takes a right is.
      receivers: [...rights.map(({ spender }) => spender), ...operators, ...(own.value > 0n ? called : [])],
      tokens: [...rights.map(({ token }) => token), ...facts.flatMap(sentOf)],
      others: [from],
      proxies: [...called, ...rights.map(({ spender }) => spender)],
    }),
  ])
}

/** The token of a payment: whether it is all of it is asked of the rules. */
const sentOf = ({ call, decoded }: CallFacts): Address[] =>
  call.to !== null && decoded?.name === 'transfer' ? [call.to] : []

export async function lookAtSignature(
  services: Services,
  chainId: number,
  account: Address,
  data: TypedData,
): Promise<void> {
  const spending = spendingOf(data)
  const contract = addressIn(data.domain, 'verifyingContract')
  await Promise.all([
    services.guard.lookAtAddresses(namedIn(data)),
    look(services, chainId, account, services.reader.context(chainId, null), {
      receivers: spending?.spender == null ? [] : [spending.spender],
      tokens: spending?.grants.flatMap(({ token }) => token ?? []) ?? [],
      others: contract === null ? [] : [contract],
      proxies: [],
    }),
  ])
}

type Asked = {
  receivers: readonly Address[]
  tokens: readonly Address[]
  others: readonly Address[]
  proxies: readonly Address[]
}

/** What is known well is not asked about. */
function look(
  services: Services,
  chainId: number,
  account: Address,
  context: ExplainContext,
  { receivers, tokens, others, proxies }: Asked,
): Promise<void> {
  const strange = receivers.filter((one) => !placeAt(services, chainId, one, context).isKnown)
  return services.places.look(chainId, { addresses: others, ages: strange, account, tokens, proxies })
}

/** The facts of a transaction's calls as they are known by now. */
export const callFactsOf = (
  services: Services,
  own: ExplainedTransaction,
  inner: readonly ExplainedTransaction[],
  context: ExplainContext,
): CallFacts[] => factsOfCalls(own, inner, aroundOf(services, own.chainId, own.from, context))
