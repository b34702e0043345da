/** What a payment link asks for, as far as the send form can do it; and links that ask for a payment. */
import type { TokenId } from '../messaging/protocol.ts'
import { type Address, isAddressLike } from '../shared/hex.ts'
import { parseEthereumLink } from './eip681.ts'
import { LinkError } from './errors.ts'
import { visibleLine } from './text.ts'

export type Payment = {
  /** Null: the network in use stays. */
  chainId: number | null
  token: TokenId
  /** An address, or an ENS name that is to be looked up. */
  to: string
  /** Base units; null leaves it to the person. */
  amount: bigint | null
  /** It also suggests a gas limit or price, which are not taken. */
  suggestsFee: boolean
}

/** @throws LinkError, in words, for what is malformed and for whatever is not a plain payment */
export function parsePaymentLink(text: string): Payment {
  const { target, chainId, functionName, value, gasLimit, gasPrice, args } = parseEthereumLink(text)
  const common = { chainId, suggestsFee: gasLimit !== null || gasPrice !== null }
  if (functionName === null) {
    if (args.length > 0)
      throw new LinkError(
        'This link asks for a call of a contract. Candor reads links that ask for payments.',
      )
    return { ...common, token: 'native', to: target, amount: value }
  }
  if (functionName !== 'transfer')
    throw new LinkError(
      `This link asks for "${visibleLine(functionName, 40)}" on a contract, which is not a payment. Nothing was filled in.`,
    )
  if (value !== null && value !== 0n)
    throw new LinkError('This link asks for a token and for coins at once. No payment does that.')
  const [recipient, amount] = args
  // transfer(address,uint256), and no other function of that name; the amount may be left to the person.
  const isTransfer =
    recipient?.type === 'address' &&
    (amount === undefined || amount.type === 'uint256') &&
    args.length === (amount === undefined ? 1 : 2)
  if (!isTransfer)
    throw new LinkError('This link asks for a transfer with other parts than a recipient and an amount.')
  if (!isAddressLike(target))
    throw new LinkError(
      'This link names its token by an ENS name. Ask for one with the address of the token.',
    )
  return {
    ...common,
    token: target,
    to: String(recipient.value),
    amount: typeof amount?.value === 'bigint' ? amount.value : null,
  }
}

/** Amounts are written as plain digits: every reader of such links knows those. */
export function makePaymentLink(asked: {
  chainId: number
  token: TokenId
  to: Address
  amount: bigint | null
}): string {
  const { chainId, token, to, amount } = asked
  if (token === 'native') return `ethereum:${to}@${chainId}${amount === null ? '' : `?value=${amount}`}`
  const much = amount === null ? '' : `&uint256=${amount}`
  return `ethereum:${token}@${chainId}/transfer?address=${to}${much}`
}
