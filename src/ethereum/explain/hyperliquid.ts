/**
 * What Hyperliquid asks an account itself to sign (https://hyperliquid.gitbook.io/hyperliquid-docs, exchange endpoint):
 * payments, withdrawals, keys that may trade, and stake. It moves what the account has there, not on a network of ours.
 */
import type { Detail, Part } from '../../messaging/protocol.ts'
import { isAddressLike } from '../../shared/hex.ts'
import { parseAddress } from '../address.ts'
import { visibleLine } from '../text.ts'
import type { TypedData } from '../typed-data.ts'
import { leafText, valueAt } from '../typed-data-view.ts'
import { formatPlainAmount } from './amounts.ts'
import type { ExplainedMessage } from './typed-data.ts'

const PREFIX = 'HyperliquidTransaction:'

type Read = {
  /** As a part: an address whole, one plain word as it is, any other text in quotes. */
  part(name: string): Part
  /** "25.5", in the words of the site where it is no number. */
  amount(name: string): string
  /** HYPE, whose decimals are 8. */
  hype(name: string): Part
  yes(name: string): boolean
}
type Teller = (read: Read) => Part[]

/** "USDC:0xeb62…" is a name and an id, of which the second counts. */
const coins = (read: Read): Part => ({ strong: `${read.amount('amount')} ${textOf(read.part('token'))}` })
const usdc = (read: Read): Part => ({ strong: `${read.amount('amount')} USDC` })
const textOf = (part: Part): string =>
  typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address

const ACTIONS: Readonly<Record<string, Teller>> = {
  UsdSend: (read) => ['Send ', usdc(read), ' of yours on Hyperliquid to ', read.part('destination')],
  SpotSend: (read) => ['Send ', coins(read), ' of yours on Hyperliquid to ', read.part('destination')],
  SendAsset: (read) => ['Send ', coins(read), ' of yours on Hyperliquid to ', read.part('destination')],
  Withdraw: (read) => [
    'Withdraw ',
    usdc(read),
    ' from Hyperliquid to ',
    read.part('destination'),
    ' on Arbitrum',
  ],
  SendToEvmWithData: (read) => [
    'Send ',
    coins(read),
    ' of yours on Hyperliquid to ',
    read.part('destinationRecipient'),
    ' on the network ',
    read.part('destinationChainId'),
    ', with data for it',
  ],
  UsdClassTransfer: (read) => [
    'Move ',
    usdc(read),
    read.yes('toPerp')
      ? ' on Hyperliquid from spot to perpetuals, which stay yours'
      : ' on Hyperliquid from perpetuals to spot, which stay yours',
  ],
  ApproveAgent: (read) => [
    'Let the key ',
    read.part('agentAddress'),
    ' trade for you on Hyperliquid, without asking you; it cannot withdraw',
  ],
  ApproveBuilderFee: (read) => [
    'Let ',
    read.part('builder'),
    ' take a fee of up to ',
    read.part('maxFeeRate'),
    ' of your trades on Hyperliquid that it sends',
  ],
  TokenDelegate: (read) => [
    read.yes('isUndelegate') ? 'Take back ' : 'Stake ',
    read.hype('wei'),
    read.yes('isUndelegate') ? ' from the validator ' : ' with the validator ',
    read.part('validator'),
    ' on Hyperliquid',
  ],
  CDeposit: (read) => ['Move ', read.hype('wei'), ' on Hyperliquid into staking, which stay yours'],
  CWithdraw: (read) => ['Move ', read.hype('wei'), ' on Hyperliquid out of staking, which takes a week'],
  ConvertToMultiSigUser: (read) => [
    'Hand your account on Hyperliquid over to the signers ',
    read.part('signers'),
  ],
}

export function tellHyperliquid({ domain, message, primaryType }: TypedData): ExplainedMessage | null {
  const name = valueAt(domain, 'name')
  if (message === null || name?.kind !== 'string' || name.value !== 'HyperliquidSignTransaction') return null
  const action = primaryType.startsWith(PREFIX) ? primaryType.slice(PREFIX.length) : ''
  const tell = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  if (tell === undefined) return null
  const read = readerOf(message)
  const shared = valueAt(message, 'payloadMultiSigUser')
  const rows = message.fields.map(
    ({ name: label, value }): Detail => ({ label, value: leafText(value) ?? value.type, mono: true }),
  )
  return {
    summary: [
      tell(read),
      ...(shared === undefined
        ? []
        : [
            ['It is for the account of several, ', read.part('payloadMultiSigUser'), ', which you sign for.'],
          ]),
      ...(isTest(message) ? [['On the test network of Hyperliquid, as it says.']] : []),
    ],
    rows,
    calls: [],
  }
}

/** Text of a site that could go on with a sentence of ours stands in quotes. */
const isPlain = (text: string): boolean => /^[\w.:%-]{1,80}$/.test(text)
const quoted = (text: string, most: number): string => `“${visibleLine(text, most)}”`

const isTest = (message: NonNullable<TypedData['message']>): boolean => {
  const chain = valueAt(message, 'hyperliquidChain')
  return chain?.kind === 'string' && chain.value === 'Testnet'
}

/** What is not there, or of another kind, is no such action. @throws TypeError */
function readerOf(message: NonNullable<TypedData['message']>): Read {
  const text = (name: string): string => {
    const value = valueAt(message, name)
    const found =
      value === undefined || value.kind === 'absent' || value.kind === 'none' ? null : leafText(value)
    if (found === null) throw new TypeError(`no ${name}`)
    return found
  }
  return {
    part(name) {
      const found = text(name)
      return isAddressLike(found)
        ? { address: parseAddress(found.toLowerCase()) }
        : { strong: isPlain(found) ? found : quoted(found, 200) }
    },
    amount(name) {
      const found = text(name)
      return /^\d{1,40}(?:\.\d{1,40})?$/.test(found) ? found : quoted(found, 60)
    },
    hype(name) {
      const value = valueAt(message, name)
      if (value?.kind !== 'integer') throw new TypeError(`no ${name}`)
      return { strong: `${formatPlainAmount(value.value, 8)} HYPE` }
    },
    yes(name) {
      const value = valueAt(message, name)
      if (value?.kind !== 'bool') throw new TypeError(`no ${name}`)
      return value.value
    },
  }
}
