/**
 * Links that ask for a payment, by the whole grammar of EIP-681 (https://eips.ethereum.org/EIPS/eip-681) under the
 * prefix of ERC-831 (https://eips.ethereum.org/EIPS/eip-831). What the grammar does not allow, or what could be read
 * in two ways, is refused: a payment is not guessed. What a link means is payment-link.ts's.
 */
import { LinkError } from './errors.ts'
import { exactNumber, isName, linkAddress, plainString } from './link-values.ts'
import { visibleLine } from './text.ts'

export type EthereumLink = {
  /** An address in EIP-55 capitals, or an ENS name as it was written. */
  target: string
  chainId: number | null
  functionName: string | null
  /** Wei. */
  value: bigint | null
  /** What it suggests of the fee; `gas` is kept as `gasLimit`, its synonym. */
  gasLimit: bigint | null
  gasPrice: bigint | null
  /** In the order of the function's parameters. */
  args: { type: string; value: string | bigint }[]
}

const LONGEST = 2_000
/** An elementary type of the contract ABI, or arrays of one. */
const TYPE =
  /^(?:u?int(?:8|16|24|32|40|48|56|64|72|80|88|96|104|112|120|128|136|144|152|160|168|176|184|192|200|208|216|224|232|240|248|256)?|address|bool|function|string|u?fixed(?:\d{1,3}x\d{1,2})?|bytes(?:[1-9]|[12]\d|3[0-2])?)(?:\[\d*\])*$/
const NUMBERS = ['value', 'gas', 'gasLimit', 'gasPrice'] as const

/** Whether a text means to be such a link, well made or not. */
export const isEthereumLink = (text: string): boolean => /^\s*ethereum:/i.test(text)

/** @throws LinkError, in words, for everything that is not exactly one */
export function parseEthereumLink(text: string): EthereumLink {
  const trimmed = text.trim()
  if (!isEthereumLink(trimmed)) throw new LinkError('This is not a payment link. One begins with ethereum:.')
  if (trimmed.length > LONGEST) throw new LinkError('This link is longer than any payment link.')
  if (/[\s#]/u.test(trimmed)) throw malformed()
  const [path = '', query, ...more] = trimmed.slice('ethereum:'.length).split('?')
  if (more.length > 0) throw malformed()
  const [whom = '', name, ...deeper] = path.split('/')
  const [target = '', chain, ...further] = whom.split('@')
  if (deeper.length > 0 || further.length > 0 || name === '') throw malformed()
  return {
    target: targetOf(withoutPrefix(target)),
    chainId: chain === undefined ? null : chainIdOf(chain),
    functionName: name === undefined ? null : plainString(name),
    ...parametersOf(query),
  }
}

/** A payload that begins with 0x has no prefix; any other begins with one where it has a dash (ERC-831). */
function withoutPrefix(target: string): string {
  if (/^pay-/i.test(target)) return target.slice('pay-'.length)
  const [prefix = '', rest] = target.split('-')
  if (rest === undefined || /^0x/i.test(target)) return target
  throw new LinkError(
    `Links of the kind "${shown(prefix)}-" ask for something that Candor does not know. It reads payments.`,
  )
}

/** Hexadecimal comes before any name, and a name that looks like it is refused, as the EIP advises. */
function targetOf(target: string): string {
  if (/^0x/i.test(target)) return linkAddress(target)
  const name = plainString(target)
  if (!isName(name)) throw malformed()
  return name
}

function chainIdOf(digits: string): number {
  const chainId = /^\d{1,16}$/.test(digits) ? Number(digits) : 0
  if (chainId < 1 || !Number.isSafeInteger(chainId))
    throw new LinkError('The network of this link is not a number that a network can have.')
  return chainId
}

type Parameters = Pick<EthereumLink, 'value' | 'gasLimit' | 'gasPrice' | 'args'>

function parametersOf(query: string | undefined): Parameters {
  const found: Parameters = { value: null, gasLimit: null, gasPrice: null, args: [] }
  if (query === undefined) return found
  for (const parameter of query.split('&')) {
    const [key = '', written, ...more] = parameter.split('=')
    if (written === undefined || more.length > 0) throw malformed()
    const number = NUMBERS.find((one) => one === key)
    if (number !== undefined) {
      const field = number === 'gas' ? 'gasLimit' : number
      if (found[field] !== null)
        throw new LinkError(`This link says ${number} twice. It is not clear which is meant.`)
      found[field] = exactNumber(written)
    } else if (TYPE.test(key)) found.args.push({ type: key, value: argumentOf(key, written) })
    else throw new LinkError(`This link has a part that payment links do not have: "${shown(key)}".`)
  }
  return found
}

function argumentOf(type: string, written: string): string | bigint {
  if (type === 'address') return /^0x/i.test(written) ? linkAddress(written) : targetOf(written)
  return /^uint\d*$/.test(type) ? exactNumber(written) : plainString(written)
}

/** Foreign text within our words. */
const shown = (written: string) => visibleLine(plainString(written), 40)

const malformed = () =>
  new LinkError('This payment link is damaged or incomplete. Copy or scan it again from its source.')
