/** Calls of any function, and any bytes at all: nothing is known of them but what they are made of. */
import { FunctionFragment } from 'ethers'
import { type Case, NAMES } from '../corpus.ts'
import type { Said } from '../say.ts'
import type { Kind } from './asked.ts'
import { broken } from './broken.ts'
import { DESCRIBED } from './described.ts'
import type { Random } from './random.ts'
import { SIGNATURES } from './signatures.ts'
import { encoded, valueOfType } from './values.ts'

const CONTRACTS = [
  ...Object.keys(NAMES).map((name) => ({ chainId: 1, address: `$${name}` })),
  ...DESCRIBED.flatMap(({ places }) => places),
]

/** Of the function of a signature, with arguments of its types. */
function data(random: Random): string {
  const { inputs, selector } = FunctionFragment.from(`function ${random.pick(SIGNATURES)}`)
  const length = random.once(30) ? random.below(500) : random.below(5)
  const values = inputs.map((type) => valueOfType(type, length, random))
  const call = `${selector}${encoded(inputs, values).slice(2)}`
  return random.once(4) ? broken(call, random) : call
}

/** Selectors of known functions before what is no argument of theirs. */
function garbage(random: Random): string {
  const selector = random.once(4) ? random.bytes(4) : random.pick(DESCRIBED).fragment.selector
  const words = Array.from({ length: random.below(random.once(50) ? 4000 : 40) }, () =>
    random.once(3) ? random.bytes(32).slice(2) : (32 * random.below(40)).toString(16).padStart(64, '0'),
  )
  return `${selector}${words.join('')}${random.once(5) ? 'ab' : ''}`
}

const asked = (data: string, random: Random): Case => {
  const { chainId, address } = random.pick(CONTRACTS)
  const value = random.once(3) ? random.bits(80).toString() : '0'
  const request = { to: address, chainId, value, data: data as `0x${string}` }
  return { name: 'a stranger', source: '', request, expect: {} }
}

/** A stranger's function has no amounts: the wallet knows its form, not what its numbers are. */
const UNSAID = /^Call \S+ on /
const faultsOf = ({ sentences }: Said): string[] =>
  sentences.filter((one) => UNSAID.test(one) && /(?<!\w)\d[\d.]* (?:ETH|USDC|DAI|base units)/.test(one))

export const stranger: Kind = (random) => ({ one: asked(data(random), random), isHeld: false, faultsOf })
export const noise: Kind = (random) => ({ one: asked(garbage(random), random), isHeld: false, faultsOf })
