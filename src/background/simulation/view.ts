/** A simulation as an approval shows it: names, values, and the words for how far it could look. */
import type { AllowanceChange, AssetChange, Effects } from '../../ethereum/simulation/effects.ts'
import { visibleLine } from '../../ethereum/text.ts'
import { formatPlain, worthOf } from '../../ethereum/value.ts'
import type { BalanceChange, Looked, RightChange, TokenId } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { Claimed, Simulation } from './simulate.ts'

export type Seen = {
  changes: BalanceChange[]
  rights: RightChange[]
  looked: Looked
  /** Two trials disagree. */
  differs: boolean
  unpaid: boolean
  /** A contract that tells a balance before or after, not both. */
  unread: Address | null
}

export function seen(services: Services, chainId: number, simulation: Simulation): Seen {
  const { effects, how, differs, unpaid, cut, claimed } = simulation
  const unread = effects?.unread[0] ?? null
  return {
    ...inNames(services, chainId, effects, claimed),
    looked: cut || unread !== null ? 'partly' : how,
    differs,
    unpaid,
    unread,
  }
}

/** @param claimed what contracts that no list knows call themselves */
export function inNames(
  services: Services,
  chainId: number,
  effects: Effects | null,
  claimed: ReadonlyMap<Address, Claimed>,
): Pick<Seen, 'changes' | 'rights'> {
  const naming = namesOf(services, chainId, claimed)
  return {
    changes: (effects?.changes ?? []).map((change) => changeOf(services, chainId, change, naming)),
    rights: (effects?.allowances ?? []).map((right) => rightOf(right, naming)),
  }
}

type Named = { symbol: string; decimals: number; unlisted?: true }
type Naming = (address: Address) => Named

function namesOf(services: Services, chainId: number, claimed: ReadonlyMap<Address, Claimed>): Naming {
  const { token } = services.reader.context(chainId, null)
  return (address) => {
    const known = services.assets.tokens.find(chainId, address)
    if (known !== null && known.origin !== 'found')
      return { symbol: visibleLine(known.symbol, 24), decimals: known.decimals }
    const says = known ?? claimed.get(address) ?? token(address)
    return {
      symbol: visibleLine(says?.symbol ?? 'unknown token', 24),
      decimals: says?.decimals ?? 0,
      unlisted: true,
    }
  }
}

function changeOf(services: Services, chainId: number, change: AssetChange, naming: Naming): BalanceChange {
  const amount = change.amount.toString()
  if (change.kind === 'item') {
    const { symbol, unlisted } = naming(change.collection)
    return {
      token: change.collection,
      symbol,
      decimals: 0,
      amount,
      item: change.id.toString(),
      ...(unlisted === undefined ? {} : { unlisted }),
    }
  }
  if (change.kind === 'native') {
    const { symbol } = services.networks.need(chainId)
    return {
      token: 'native',
      symbol,
      decimals: 18,
      amount,
      ...worth(services, chainId, 'native', change.amount, 18),
    }
  }
  const named = naming(change.token)
  const value = named.unlisted ? {} : worth(services, chainId, change.token, change.amount, named.decimals)
  return { token: change.token, ...named, amount, ...value }
}

/** What nobody vouches for is never valued. */
function worth(services: Services, chainId: number, token: TokenId, amount: bigint, decimals: number) {
  const { currency } = services.state.display.get()
  const price = services.prices.of(chainId, token)
  const value = price === null ? null : worthOf(amount, decimals, price.price)
  return value === null ? {} : { value: formatPlain(value), currency }
}

/** What an amount of a token that is vouched for is worth, with 18 places; null without a price. */
export function worthAt(services: Services, chainId: number, token: TokenId, amount: bigint): bigint | null {
  const known = token === 'native' ? null : services.assets.tokens.find(chainId, token)
  if (token !== 'native' && (known === null || known.origin === 'found')) return null
  const price = services.prices.of(chainId, token)
  return price === null ? null : worthOf(amount, known?.decimals ?? 18, price.price)
}

function rightOf(right: AllowanceChange, naming: Naming): RightChange {
  if (right.kind === 'token')
    return {
      token: right.token,
      ...naming(right.token),
      spender: right.spender,
      over: 'amount',
      amount: right.after.toString(),
      ...(right.before === 0n ? {} : { was: right.before.toString() }),
      ...(right.through === null ? {} : { permit2: true }),
    }
  const named = { token: right.collection, ...naming(right.collection), decimals: 0 }
  return right.kind === 'item'
    ? { ...named, spender: right.spender, over: 'item', amount: '1', item: right.id.toString() }
    : { ...named, spender: right.operator, over: 'all', amount: right.allowed ? '1' : '0' }
}
