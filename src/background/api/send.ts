/** The send form: everything that can be refused is refused here, before anyone is asked to approve. */
import * as v from 'valibot'
import { parseAddress, ZERO_ADDRESS } from '../../ethereum/address.ts'
import { encodeTransfer } from '../../ethereum/erc20.ts'
import { highestGasPrice } from '../../ethereum/fees.ts'
import { formatAmount, parseAmount } from '../../ethereum/units.ts'
import type { SendRequest, TokenId } from '../../messaging/protocol.ts'
import { FieldError, WalletError } from '../../shared/errors.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { TransactionSubject } from '../approvals/entry.ts'
import { ownTransaction } from '../approvals/own-transaction.ts'
import { nameProblem } from '../names/still-leads.ts'
import type { Services } from '../services.ts'
import { address } from '../state/schema.ts'
import { type Findings, lookInto, tokenBalance } from '../transactions/look-into.ts'
import { type Endpoints, endpoint } from './api.ts'

type SendEndpoints = Pick<Endpoints, Extract<keyof Endpoints, `send.${string}`>>

const token: v.GenericSchema<unknown, TokenId> = v.union([v.literal('native'), address])
const form = { chainId: v.number(), from: address, token, to: v.pipe(v.string(), v.maxLength(200)) }

export function sendApi(services: Services): SendEndpoints {
  return {
    'send.prepare': endpoint(
      v.object({
        ...form,
        name: v.exactOptional(v.pipe(v.string(), v.maxLength(255))),
        amount: v.union([v.literal('max'), v.object({ typed: v.pipe(v.string(), v.maxLength(200)) })]),
      }),
      async (request) => {
        const subject = await check(services, request)
        return {
          approvalId: await services.queue.ask(
            null,
            request.name === undefined ? subject : { ...subject, toName: request.name },
          ),
        }
      },
    ),

    'send.max': endpoint(v.object(form), async (request) => {
      services.accounts.needKey(request.from)
      const to = request.to.trim() === '' ? request.from : recipient(services, request)
      if (request.token !== 'native') {
        const balance = await tokenBalance(services, request.chainId, request.token, request.from)
        return { amount: balance.toString(), fee: '0' }
      }
      const found = await lookInto(services, native(request, to, 'max'))
      return { amount: found.value.normal.toString(), fee: feeOf(found, 'normal').toString() }
    }),
  }
}

const field = <T>(name: string, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    throw error instanceof WalletError ? new FieldError(name, error.shortMessage) : error
  }
}

/** Whom a form names. @throws FieldError for who should get nothing */
export function recipient(services: Services, request: Omit<SendRequest, 'amount'>): Address {
  const to = field('recipient', () => parseAddress(request.to))
  if (sameAddress(to, ZERO_ADDRESS))
    throw new FieldError('recipient', 'Nobody owns the zero address: what is sent there is lost.')
  const contract = request.token !== 'native' && sameAddress(to, request.token)
  if (contract || services.assets.tokens.find(request.chainId, to) !== null)
    throw new FieldError('recipient', 'This is the contract of a token: what is sent to it is lost.')
  return to
}

/** The name that an address was found by has to lead there still. @throws FieldError */
export async function requireName(
  services: Services,
  { name, chainId }: Pick<SendRequest, 'name' | 'chainId'>,
  to: Address,
): Promise<void> {
  const moved = name === undefined ? null : await nameProblem(services, name, chainId, to)
  if (moved !== null) throw new FieldError('recipient', moved)
}

const feeOf = (found: Findings, tier: 'slow' | 'normal') =>
  found.gas * highestGasPrice(found.tiers[tier]) + found.l1Fee

const native = (
  request: Omit<SendRequest, 'amount'>,
  to: Address,
  value: bigint | 'max',
): TransactionSubject =>
  ownTransaction({
    chainId: request.chainId,
    from: request.from,
    to,
    value: value === 'max' ? 'max' : value.toString(),
  })

/** @throws FieldError for the form, UnreachableError when the network cannot be asked. */
async function check(services: Services, request: SendRequest): Promise<TransactionSubject> {
  const network = services.networks.need(request.chainId)
  services.accounts.needKey(request.from)
  const to = recipient(services, request)
  await requireName(services, request, to)
  return request.token === 'native'
    ? checkNative(services, request, to, network.symbol)
    : checkToken(services, request, request.token, to, network.symbol)
}

async function checkNative(services: Services, request: SendRequest, to: Address, symbol: string) {
  const amount = amountOf(request, 18)
  const subject = native(request, to, amount)
  const found = await lookInto(services, subject)
  const show = (wei: bigint) => `${formatAmount(wei, 18, { maxFraction: 6 })} ${symbol}`
  const fee = feeOf(found, 'slow')
  if (amount === 'max') {
    if (found.value.slow === 0n)
      throw new FieldError(
        'amount',
        `Not enough ${symbol}. Your balance is ${show(found.balance)}; the network fee alone is up to ${show(fee)}.`,
      )
  } else if (amount + fee > found.balance)
    throw new FieldError(
      'amount',
      `Not enough ${symbol}. Your balance is ${show(found.balance)}; this needs ${show(amount + fee)} with the network fee.`,
    )
  if (found.failure !== null) throw new FieldError('recipient', `It would fail: ${found.failure}.`)
  return subject
}

async function checkToken(
  services: Services,
  request: SendRequest,
  token: Address,
  to: Address,
  symbol: string,
) {
  const known = services.assets.tokens.find(request.chainId, token)
  if (known === null) throw new FieldError('token', 'This token is not in your list. Add it first.')
  const balance = await tokenBalance(services, request.chainId, token, request.from)
  const typed = amountOf(request, known.decimals)
  const amount = typed === 'max' ? balance : typed
  const show = (units: bigint) => `${formatAmount(units, known.decimals)} ${known.symbol}`
  if (amount === 0n || amount > balance)
    throw new FieldError('amount', `Not enough ${known.symbol}. Your balance is ${show(balance)}.`)
  const subject = { ...native(request, token, 0n), data: encodeTransfer(to, amount) }
  const found = await lookInto(services, subject)
  const short = notEnoughForFee(found, symbol)
  if (short !== null) throw new FieldError('amount', short)
  if (found.failure !== null) throw new FieldError('amount', `It would fail: ${found.failure}.`)
  return subject
}

/** What to say when the balance does not cover the fee even at the cheapest speed; null when it does. */
export function notEnoughForFee(found: Findings, symbol: string): string | null {
  const fee = feeOf(found, 'slow')
  if (fee <= found.balance) return null
  const [have, need] = [found.balance, fee].map(
    (wei) => `${formatAmount(wei, 18, { maxFraction: 6 })} ${symbol}`,
  )
  return `Not enough ${symbol} for the network fee. Your balance is ${have}; the fee is up to ${need}.`
}

function amountOf(request: SendRequest, decimals: number): bigint | 'max' {
  const { amount } = request
  if (amount === 'max') return 'max'
  const units = field('amount', () => parseAmount(amount.typed, decimals))
  if (units === 0n) throw new FieldError('amount', 'Type an amount above zero.')
  return units
}
