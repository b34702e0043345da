/**
 * Calldata for Uniswap's Universal Router: a program of steps. It takes sold tokens through Permit2 and from whoever
 * calls; what is bought goes to the account. Over v4, over v3 and v2.
 */
import { encodeAbiParameters } from 'viem/utils'
import type { Address, Hex } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import { packedPath } from './quote-call.ts'
import type { Leg, RouterOrder } from './router-call.ts'
import { isWrapped, v4Program } from './v4.ts'

/** The router itself, and all coins that it holds, as it writes them. */
const ROUTER: Address = '0x0000000000000000000000000000000000000002'
const ALL = 2n ** 255n

const EXECUTE = [{ type: 'bytes' }, { type: 'bytes[]' }, { type: 'uint256' }] as const
const ADDRESS_UINT = [{ type: 'address' }, { type: 'uint256' }] as const
const ADDRESS_ADDRESS_UINT = [{ type: 'address' }, { type: 'address' }, { type: 'uint256' }] as const
const SWAP_ARGS = [{ type: 'address' }, { type: 'uint256' }, { type: 'uint256' }] as const
const BY_CALLER = { type: 'bool' } as const

type Step = [command: string, input: Hex]

/** unwrap: UNWRAP_WETH; wrap: WRAP_ETH; pull: PERMIT2_TRANSFER_FROM; sweep: SWEEP */
const unwrap = (to: Address, least: bigint): Step => ['0c', encodeAbiParameters(ADDRESS_UINT, [to, least])]
const wrapAll = (to: Address): Step => ['0b', encodeAbiParameters(ADDRESS_UINT, [to, ALL])]
const pull = (token: Address, amount: bigint): Step => [
  '02',
  encodeAbiParameters(ADDRESS_ADDRESS_UINT, [token, ROUTER, amount]),
]
const sweepCoins = (to: Address): Step => [
  '04',
  encodeAbiParameters(ADDRESS_ADDRESS_UINT, [ZERO_ADDRESS, to, 0n]),
]

/** V3_SWAP_EXACT_IN, V3_SWAP_EXACT_OUT, V2_SWAP_EXACT_IN, V2_SWAP_EXACT_OUT */
function oldStep({ route, amount, limit }: Leg, exact: 'in' | 'out', to: Address): Step {
  if (route.venue.kind === 'v2')
    return [
      exact === 'in' ? '08' : '09',
      encodeAbiParameters(
        [...SWAP_ARGS, { type: 'address[]' }, BY_CALLER],
        [to, amount, limit, [...route.tokens], true],
      ),
    ]
  return [
    exact === 'in' ? '00' : '01',
    encodeAbiParameters(
      [...SWAP_ARGS, { type: 'bytes' }, BY_CALLER],
      [to, amount, limit, packedPath(route, exact), true],
    ),
  ]
}

/** Of one route. */
function v4Steps({ account, exact, coin }: RouterOrder, leg: Leg): Step[] {
  const { venue, tokens } = leg.route
  const most = exact === 'in' ? leg.amount : leg.limit
  const sellsWrapped = coin !== 'sell' && isWrapped(tokens[0], venue)
  const buysWrapped = coin !== 'buy' && isWrapped(tokens.at(-1), venue)
  const steps: Step[] = []
  if (sellsWrapped && venue.wrapped !== undefined) steps.push(pull(venue.wrapped, most), unwrap(ROUTER, most))
  steps.push(['10', v4Program(leg, exact, buysWrapped ? ROUTER : 'caller')])
  if (buysWrapped) steps.push(wrapAll(account))
  // What an exact amount out did not take comes back as it was given.
  if (exact === 'out' && sellsWrapped) steps.push(wrapAll(account))
  if (exact === 'out' && coin === 'sell') steps.push(sweepCoins(account))
  return steps
}

/** @throws TypeError for an order that sells the coin over pools that are not v4's: nothing is saved by that */
export function universalCall(order: RouterOrder): { data: Hex; value: bigint } {
  const { account, exact, legs, coin, deadline } = order
  const [first] = legs
  const isV4 = first?.route.venue.kind === 'v4'
  if (first === undefined || (!isV4 && coin === 'sell')) throw new TypeError('another router')
  const to = coin === 'buy' ? ROUTER : account
  const steps = isV4 ? v4Steps(order, first) : legs.map((leg) => oldStep(leg, exact, to))
  if (!isV4 && coin === 'buy')
    steps.push(
      unwrap(
        account,
        legs.reduce((sum, leg) => sum + (exact === 'in' ? leg.limit : leg.amount), 0n),
      ),
    )
  const commands: Hex = `0x${steps.map(([command]) => command).join('')}`
  // execute(bytes,bytes[],uint256)
  const data = encodeAbiParameters(EXECUTE, [commands, steps.map(([, input]) => input), deadline])
  const value = coin !== 'sell' ? 0n : exact === 'in' ? first.amount : first.limit
  return { data: `0x3593564c${data.slice(2)}`, value }
}
