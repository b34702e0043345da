/** What the wallet says of a case of the corpus: the real explanations and rules, over the facts of the case. */
import { readFileSync } from 'node:fs'
import { toBeHex } from 'ethers'
import type { ExplainContext, ExplainedTransaction } from '../../../src/ethereum/explain/context.ts'
import { contractName } from '../../../src/ethereum/explain/contract-names.ts'
import { explainTransaction } from '../../../src/ethereum/explain/explain.ts'
import { createLibrary } from '../../../src/ethereum/explain/library.ts'
import { textOf } from '../../../src/ethereum/explain/told.ts'
import { explainTypedData } from '../../../src/ethereum/explain/typed-data.ts'
import { messageText, parseMessage } from '../../../src/ethereum/message.ts'
import { PRESETS } from '../../../src/ethereum/networks.ts'
import { phishingOf } from '../../../src/ethereum/phishing/match.ts'
import { isLookAlike, type Known, recipientOf, recipientWarnings } from '../../../src/ethereum/recipient.ts'
import { type Around, callFacts, callWarnings, factsOfCalls } from '../../../src/ethereum/rules/calls.ts'
import type { CallFacts, Place } from '../../../src/ethereum/rules/facts.ts'
import {
  MESSAGE_RULES,
  OUTCOME_RULES,
  SIGNATURE_RULES,
  SITE_RULES,
} from '../../../src/ethereum/rules/index.ts'
import { isKnownContract } from '../../../src/ethereum/rules/known.ts'
import { judge, sortWarnings } from '../../../src/ethereum/rules/rule.ts'
import { typedEffects } from '../../../src/ethereum/simulation/typed-effects.ts'
import { parseSignIn } from '../../../src/ethereum/siwe.ts'
import { checkLookAlike, checkSignIn, type Verdict } from '../../../src/ethereum/siwe-checks.ts'
import { bundledTokens } from '../../../src/ethereum/tokens.ts'
import { parseTransactionRequest } from '../../../src/ethereum/transaction-request.ts'
import { parseTypedData } from '../../../src/ethereum/typed-data.ts'
import { formatAmount } from '../../../src/ethereum/units.ts'
import { worthOf } from '../../../src/ethereum/value.ts'
import type { BalanceChange, RightChange, Warning } from '../../../src/messaging/protocol.ts'
import { WalletError } from '../../../src/shared/errors.ts'
import { type Address, bytesToHex, type Hex, sameAddress } from '../../../src/shared/hex.ts'
import { addressOf, type Case, dataOf, meant, NAMES, named, resolved, weiOf } from './corpus.ts'

export type Said = {
  sentences: string[]
  rows: string[]
  changes: string[]
  rights: string[]
  warnings: Warning[]
  refused: string | null
}

/** The time at which all of them are asked. */
export const NOW = Date.UTC(2026, 10, 28, 12)
const file = (name: string): string =>
  readFileSync(new URL(`../../../public/${name}`, import.meta.url), 'utf8')
export const library = createLibrary(file('descriptors.json'), file('signatures.txt'))

const networkOf = (id: number) => PRESETS.find(({ chainId }) => chainId === id) ?? null
const has = (list: readonly string[] | undefined, address: Address): boolean =>
  (list ?? []).some((one) => sameAddress(addressOf(one), address))
const under = <T>(record: Record<string, T> | undefined, address: Address): T | undefined =>
  Object.entries(record ?? {}).find(([key]) => sameAddress(addressOf(key), address))?.[1]
/** "ETH" for the coin. */
const priceOf = ({ facts }: Case, token: Address | 'native'): string | null =>
  (token === 'native'
    ? facts?.prices?.ETH
    : Object.entries(facts?.prices ?? {}).find(
        ([name]) => name !== 'ETH' && sameAddress(addressOf(`$${name}`), token),
      )?.[1]) ?? null
const accountOf = ({ request }: Case): Address => addressOf(request.from ?? '$me')
const isEmpty = ({ facts }: Case, address: Address): boolean =>
  has(facts?.empty, address) ||
  Object.values(NAMES).some((one) => one.code === false && sameAddress(one.address, address))

function contextOf(one: Case, chainId: number): ExplainContext {
  const listed = (id: number, address: Address) =>
    bundledTokens(id).find((token) => sameAddress(token.address, address)) ?? null
  const token: ExplainContext['token'] = (address) => {
    const own = under(one.facts?.tokens, address)
    if (own !== undefined) return { address, name: own.symbol, ...own, origin: 'read' }
    return listed(chainId, address)
  }
  return {
    symbol: networkOf(chainId)?.symbol ?? 'ETH',
    token,
    tokenOn: listed,
    name: (address) => contractName(chainId, address, { library, token }),
    isContract: null,
    library,
    answer(contract, getter) {
      const said = under(one.facts?.answers, contract)?.[getter]
      return said === undefined ? null : (toBeHex(String(meant(said)), 32) as Hex)
    },
    network: (id) => networkOf(id),
  }
}

function aroundOf(one: Case, chainId: number, context: ExplainContext): Around {
  const isMine = (address: Address) =>
    sameAddress(address, accountOf(one)) || sameAddress(address, addressOf('$savings'))
  const at = (address: Address): Place => ({
    isContract: !isEmpty(one, address),
    isYoung: has(one.facts?.young, address),
    isUpgraded: has(one.facts?.upgraded, address),
    isKnown: isMine(address) || isKnownContract(chainId, address, context),
    listed: has(one.facts?.listed, address)
      ? { match: address, near: false, list: 'a public list', date: 'May 2022' }
      : null,
  })
  const held = (token: Address) => under(one.facts?.holding, token)
  const holding = (token: Address) => {
    const amount = held(token)
    return amount === undefined ? null : weiOf(amount)
  }
  return { account: accountOf(one), context, isMine, at, holding }
}

const amountOf = ({
  amount,
  decimals,
  symbol,
}: Pick<BalanceChange, 'amount' | 'decimals' | 'symbol'>): string =>
  `${amount.startsWith('-') ? '' : '+'}${formatAmount(BigInt(amount), decimals)} ${symbol}`.replaceAll(
    '\u202f',
    ' ',
  )

/** "-1 ETH", "+250 USDC", "-item 7 of $apes", "+5 $junk". */
function changeOf(text: string): BalanceChange {
  const sign = text.startsWith('-') ? '-' : ''
  const [, item, collection] = /^[-+]item (\d+) of (\$\w+)$/.exec(text) ?? []
  if (item !== undefined && collection !== undefined)
    return { token: addressOf(collection), symbol: 'item', decimals: 0, amount: `${sign}1`, item }
  const [what = '', worth] = text.slice(1).split(' worth ')
  const value = worth === undefined ? {} : { value: `${sign}${worth}` }
  const [number = '', name = ''] = what.split(' ')
  if (name.startsWith('$'))
    return {
      token: addressOf(name),
      symbol: name.slice(1),
      decimals: 18,
      amount: `${sign}${number}`,
      unlisted: true,
    }
  const token = name === 'ETH' ? ('native' as const) : addressOf(`$${name}`)
  const decimals = name === 'ETH' ? 18 : (NAMES[name]?.decimals ?? 18)
  return { token, symbol: name, decimals, amount: `${sign}${meant(what)}`, ...value }
}

function rightOf(text: string): RightChange {
  const [spender = '', what = ''] = text.split(': ')
  const name = what.replace(/^all of /, '')
  const token = addressOf(`$${name}`)
  return {
    token,
    symbol: name,
    decimals: 18,
    spender: addressOf(spender),
    over: 'amount',
    amount: 'unlimited',
  }
}

function outcome(
  one: Case,
  calls: CallFacts[],
  said: readonly BalanceChange[],
  value: bigint,
  chainId: number,
) {
  const trial = one.facts?.trial
  const [first] = calls
  if (first === undefined) return []
  return judge(OUTCOME_RULES, {
    calls,
    account: first.account,
    symbol: first.context.symbol,
    network: networkOf(chainId)?.name ?? '',
    bySite: true,
    value,
    said,
    looked: trial === undefined ? null : (trial.looked ?? 'simulated'),
    changes: trial?.changes?.map(changeOf) ?? said,
    rights: trial?.rights?.map(rightOf) ?? [],
    differs: trial?.differs === true,
    unpaid: false,
    unread: null,
    failure: trial?.failure ?? null,
    at: first.at,
    holding: (token) => (token === 'native' ? null : first.holding(token)),
    fee: null,
    gas: null,
    nonce: null,
    usedOn: [],
    chainId,
    foreignCode: one.facts?.delegate === undefined ? null : addressOf(one.facts.delegate),
  })
}

function aboutRecipient(one: Case, call: ExplainedTransaction, context: ExplainContext): Warning[] {
  const found = recipientOf(call)
  if (found === null || found.amount === 0n || sameAddress(found.to, call.from)) return []
  const people: Known[] = [
    { address: accountOf(one), what: 'account', name: 'Main' },
    { address: addressOf('$savings'), what: 'account', name: 'Savings' },
    ...Object.entries(one.facts?.contacts ?? {}).map(
      ([key, name]): Known => ({ address: addressOf(key), what: 'contact', name }),
    ),
    ...(one.facts?.recipients ?? []).map(
      (key): Known => ({ address: addressOf(key), what: 'recipient', name: null }),
    ),
  ]
  const symbol = found.token === null ? context.symbol : (context.token(found.token)?.symbol ?? 'this token')
  return recipientWarnings(
    {
      address: found.to,
      known: people.find(({ address }) => sameAddress(address, found.to)) ?? null,
      exchange: false,
      twin: people.find(({ address }) => isLookAlike(address, found.to)) ?? null,
      code: isEmpty(one, found.to) ? 'account' : 'contract',
      onlyOnEthereum: false,
    },
    { symbol, network: networkOf(call.chainId)?.name ?? '' },
  )
}

function transactions(one: Case, chainId: number): Said {
  const context = contextOf(one, chainId)
  const around = aroundOf(one, chainId, context)
  const { request } = one
  const asked = (request.calls ?? [{ ...request, to: request.to ?? null }]).map(
    (call): ExplainedTransaction => ({
      chainId,
      from: around.account,
      to: call.to === null ? null : addressOf(call.to),
      value: weiOf(call.value),
      data: dataOf(call),
    }),
  )
  const told = asked.map((call) => {
    const isContract = call.to === null ? null : !isEmpty(one, call.to)
    const within = { ...context, isContract }
    const explained = explainTransaction(call, within)
    const facts = factsOfCalls(call, explained.calls, { ...around, context: within })
    return { ...explained, facts, warnings: [...callWarnings(facts), ...aboutRecipient(one, call, context)] }
  })
  const said = told.flatMap(({ changes }) => changes)
  const value = asked.reduce((sum, call) => sum + call.value, 0n)
  return {
    sentences: told.flatMap(({ summary }) => summary.map(textOf)).map(named),
    rows: told.flatMap(({ details }) => details.map(({ label, value }) => named(`${label}: ${value}`))),
    changes: said.map(amountOf),
    rights: [],
    warnings: [
      ...told.flatMap(({ warnings }) => warnings),
      ...outcome(
        one,
        told.flatMap(({ facts }) => facts),
        said,
        value,
        chainId,
      ),
    ],
    refused: null,
  }
}

function typed(one: Case, chainId: number): Said {
  const context = contextOf(one, chainId)
  const around = aroundOf(one, chainId, context)
  const { account } = around
  const own = [account, addressOf('$savings')]
  const data = parseTypedData(resolved(one.request.typedData), chainId, 4, own)
  const told = explainTypedData(data, account, chainId, context)
  const effects = typedEffects(data, account)
  const at = (address: Address) => context.token(address)
  const inUnits = (address: Address, amount: bigint): string => {
    const token = at(address)
    return token === null
      ? `${amount} of ${address}`
      : `${formatAmount(amount, token.decimals)} ${token.symbol}`
  }
  return {
    sentences: (told?.summary ?? []).map(textOf).map(named),
    rows: (told?.rows ?? []).map(({ label, value }) => named(`${label}: ${value}`)),
    changes: (effects?.changes ?? []).map((change) => {
      const sign = change.amount > 0n ? '+' : ''
      if (change.kind === 'native')
        return named(`${sign}${formatAmount(change.amount, 18)} ${context.symbol}`)
      if (change.kind === 'token') return named(`${sign}${inUnits(change.token, change.amount)}`)
      return named(`${sign}${change.amount} item ${change.id} of ${change.collection}`)
    }),
    rights: (effects?.allowances ?? []).map((right) => {
      if (right.kind !== 'token') return named(right.kind)
      const amount =
        right.after >= 2n ** 128n
          ? `unlimited ${at(right.token)?.symbol ?? right.token}`
          : inUnits(right.token, right.after)
      return named(`${right.spender}: ${amount}`)
    }),
    warnings: [
      ...judge(SIGNATURE_RULES, {
        ...around,
        data,
        chainId,
        now: NOW,
        isExplained: told !== null,
        worth(token, amount) {
          const price = priceOf(one, token)
          const decimals = token === 'native' ? 18 : at(token)?.decimals
          return price === null || decimals === undefined ? null : worthOf(amount, decimals, price)
        },
      }),
      ...callWarnings((told?.calls ?? []).map((call) => callFacts(call, call.from, around))),
    ],
    refused: null,
  }
}

function message(text: string, chainId: number, origin: string): Said {
  const bytes = parseMessage(text)
  const read = messageText(bytes)
  const signIn = read === null ? null : parseSignIn(read)
  const account = addressOf('$me')
  const verdict: Verdict = (signIn === null
    ? read === null
      ? null
      : checkLookAlike(read, origin)
    : checkSignIn(signIn, { origin, account, chainId, now: NOW })) ?? { warnings: [], blocked: null }
  return {
    sentences: signIn === null ? ['Sign a message'] : [`Sign in to ${signIn.domain}`],
    rows: signIn === null ? [`Message: ${read ?? bytesToHex(bytes)}`] : [],
    changes: [],
    rights: [],
    warnings: [...verdict.warnings, ...(signIn === null ? judge(MESSAGE_RULES, bytes) : [])],
    refused: verdict.blocked,
  }
}

/** The checks at the border: what they refuse no person is asked. */
function atTheBorder(one: Case, chainId: number): void {
  const { request } = one
  const account = accountOf(one)
  if (request.typedData !== undefined || request.message !== undefined || request.calls !== undefined) return
  parseTransactionRequest(
    [
      {
        from: account,
        ...(request.to == null ? {} : { to: addressOf(request.to) }),
        value: `0x${weiOf(request.value).toString(16)}`,
        data: dataOf(request),
        ...request.more,
      },
    ],
    { chainId, accounts: [account], own: [account, addressOf('$savings')] },
  )
}

/** Whoever sent it is $me to the reader. */
function asMe(one: Case, said: Said): Said {
  const { from } = one.request
  if (from === undefined) return said
  const told = (list: string[]) => list.map((text) => text.replaceAll(addressOf(from), '$me'))
  return { ...said, sentences: told(said.sentences), rows: told(said.rows), rights: told(said.rights) }
}

export function say(one: Case): Said {
  const { chainId = 1, origin = 'https://app.example', typedData, message: text } = one.request
  try {
    atTheBorder(one, chainId)
    const said =
      typedData !== undefined
        ? typed(one, chainId)
        : text !== undefined
          ? message(text, chainId, origin)
          : transactions(one, chainId)
    const site = { origin, phishing: phishingOf(new URL(origin).hostname), listed: null, allowed: false }
    return { ...asMe(one, said), warnings: sortWarnings([...said.warnings, ...judge(SITE_RULES, site)]) }
  } catch (error) {
    if (!(error instanceof WalletError)) throw error
    return { sentences: [], rows: [], changes: [], rights: [], warnings: [], refused: error.message }
  }
}
