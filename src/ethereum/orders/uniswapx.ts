/**
 * UniswapX (https://docs.uniswap.org/contracts/uniswapx): a right of Permit2 to take the input once, with the order as
 * the witness. Its reactor takes no more than the input and pays no less than the outputs, or nothing happens at all.
 * Any other spender may ignore what the witness says, so nobody's word but a known reactor's counts.
 */
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { PERMIT2 } from '../known-contracts.ts'
import type { TypedData } from '../typed-data.ts'
import type { Value } from '../typed-data-values.ts'
import { addressAt, integerAt, itemsAt, valueAt } from '../typed-data-view.ts'
import { coinOr, type Item, most, need, type Order, type Payment, type Reader, token } from './order.ts'

/** Of @uniswap/uniswapx-sdk 3.1.0, each the same contract wherever one stands at its address. */
const REACTORS: ReadonlySet<string> = new Set(
  [
    '0x6000da47483062A0D734Ba3dc7576Ce6A0B645C4', // exclusive Dutch orders and limit orders
    '0x00000011F84B9aa48e5f8aA8B9897600006289Be', // V2
    '0x1bd1aAdc9E230626C44a139d7E70d842749351eb', // V2 on Arbitrum
    '0x000000001Ec5656dcdB24D90DFa42742738De729', // priority orders on Base
    '0x00000006021a6Bce796be7ba509BBBA71e956e37', // and on Unichain
    '0x0000000015757c461808EA25Eb309638B62681cf', // V3 on Ethereum, and below on other networks
    '0xB274d5F4b833b61B340b654d600A864fB604a87c',
    '0x000000008a8330B5d1F43A62Bf4C673A49f27ba0',
    '0x000000005aF66799D1a6317714D66800f9CA1406',
    '0x000000000923439A92daE8930613568824108631',
    '0x00000000a55e50C71b70Db3C8B58749cd1E18eB2',
    '0x00000000bAB6E234db8AD638B6A6395b7c499Bc4',
    '0x000000000Ac008F7e07210CFb6648e40249232c2',
    '0x00000000d714EA34028930b762E96bFBe50F42C2',
    '0x00000000fc1E66C9f582566EAd00108e55F1c0C6',
    '0x000000007A1C8e570011EeDF86A2A35593013cBA',
    '0x0000000015134054eA82AE0bb9fda66b36402C36',
    '0x00000000B8077fdf2281A80bE96f6c282B5d943A',
    '0x00000000862cCF095823fc7576Fa6C7e6b7385ef',
    '0x0000000086f50C5E1a2500602183D4390A7FFc98',
    '0x000000002C9A3812e15cf233190992E9a57EDB56',
    '0x0e22B6638161A89533940Db590E67A52474bEBcd', // V2 on Sepolia
    '0xD6c073F2A3b676B8f9002b276B618e0d8bA84Fad', // V1 on Sepolia
  ].map((one) => one.toLowerCase()),
)

const isReactor = (address: Address | null): boolean =>
  address !== null && REACTORS.has(address.toLowerCase())

type Form = { input(witness: Value): Item; outputs: string; output(value: Value): Payment }

const inputAt = (tokenName: string, start: string, end: string) => (witness: Value) =>
  token(need(addressAt(witness, tokenName)), need(integerAt(witness, start)), need(integerAt(witness, end)))
const outputAt = (start: string, end: string) => (output: Value) => ({
  ...coinOr(need(addressAt(output, 'token')), need(integerAt(output, start)), need(integerAt(output, end))),
  to: need(addressAt(output, 'recipient')),
})
const within = (name: string, read: (value: Value) => Item) => (witness: Value) =>
  read(need(valueAt(witness, name)))

const DUTCH: Form = {
  input: inputAt('inputToken', 'inputStartAmount', 'inputEndAmount'),
  outputs: 'outputs',
  output: outputAt('startAmount', 'endAmount'),
}
const FORMS: Readonly<Record<string, Form>> = {
  DutchOrder: DUTCH,
  ExclusiveDutchOrder: DUTCH,
  LimitOrder: {
    input: inputAt('inputToken', 'inputAmount', 'inputAmount'),
    outputs: 'outputs',
    output: outputAt('amount', 'amount'),
  },
  // What a cosigner adds can only be better for the maker.
  V2DutchOrder: {
    input: inputAt('baseInputToken', 'baseInputStartAmount', 'baseInputEndAmount'),
    outputs: 'baseOutputs',
    output: outputAt('startAmount', 'endAmount'),
  },
  // Curves of the amounts, and what they are moved by the base fee, end at these bounds.
  V3DutchOrder: {
    input: within('baseInput', inputAt('token', 'startAmount', 'maxAmount')),
    outputs: 'baseOutputs',
    output: outputAt('startAmount', 'minAmount'),
  },
  PriorityOrder: {
    input: within('input', inputAt('token', 'amount', 'amount')),
    outputs: 'outputs',
    output: outputAt('amount', 'amount'),
  },
}

/** Whoever the spender is: what the witness says. Null for a witness that is no such order. */
export function readUniswapX({ domain, message, primaryType }: TypedData): Order | null {
  const contract = addressAt(domain, 'verifyingContract')
  if (message === null || primaryType !== 'PermitWitnessTransferFrom' || contract === null) return null
  const witness = valueAt(message, 'witness')
  const name = witness?.kind === 'struct' ? witness.type : ''
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined
  if (witness === undefined || form === undefined || !sameAddress(contract, PERMIT2)) return null
  const [spender, reactor] = [addressAt(message, 'spender'), addressAt(witness, 'info', 'reactor')]
  const input = form.input(witness)
  const taken = need(integerAt(message, 'permitted', 'amount'))
  // What is allowed is what counts: a reactor takes no order that says something else.
  if (!sameAddress(need(addressAt(message, 'permitted', 'token')), input.token) || taken < most(input))
    throw new TypeError('no order')
  return {
    venue: 'UniswapX',
    kind: 'swap',
    maker: need(addressAt(witness, 'info', 'swapper')),
    keeper: need(spender),
    isKept:
      isReactor(spender) && reactor !== null && sameAddress(reactor, need(spender)) && taken === most(input),
    gives: [input],
    gets: itemsAt(witness, form.outputs).map(form.output),
    until: need(integerAt(witness, 'info', 'deadline')),
    hidden: false,
    rows: [{ label: 'Kind of order', value: name }],
  }
}

export const uniswapX: Reader = (data) => {
  const order = readUniswapX(data)
  return order?.isKept === true ? [order] : null
}
