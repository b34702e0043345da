/** Calls that the descriptors which come with the wallet are for, with random arguments, held by a second reading. */
import { readFileSync } from 'node:fs'
import { AbiCoder, FunctionFragment, type ParamType } from 'ethers'
import { addressOf, type Case } from '../corpus.ts'
import type { Said } from '../say.ts'
import type { Asked, Kind } from './asked.ts'
import type { Random } from './random.ts'
import { amountRowsOf, type Descriptor, type Format, type Read, sentenceOf, Unreadable } from './reading.ts'
import { encoded, valueOfType } from './values.ts'

export const FILES: Record<string, Descriptor> = JSON.parse(
  readFileSync(new URL('../../../../public/descriptors.json', import.meta.url), 'utf8'),
)

/** With what it includes. */
export function whole(file: Descriptor): Descriptor {
  const base = file.includes === undefined ? undefined : FILES[file.includes]
  if (base === undefined) return file
  const formats = { ...base.display?.formats, ...file.display?.formats }
  return { ...base, ...file, display: { ...base.display, ...file.display, formats } }
}

export type Described = {
  root: Descriptor
  format: Format
  fragment: FunctionFragment
  places: { chainId: number; address: string }[]
}

const fragmentOf = (key: string): FunctionFragment | null =>
  /^\w+\(.*\)$/.test(key) && !/\)\w/.test(key) ? FunctionFragment.from(`function ${key}`) : null

export const DESCRIBED: readonly Described[] = Object.values(FILES).flatMap((file) => {
  if (file.context.contract === undefined) return []
  const root = whole(file)
  const places = root.context.contract?.deployments ?? []
  return Object.entries(root.display?.formats ?? {}).flatMap(([key, format]) => {
    const fragment = fragmentOf(key)
    return fragment === null ? [] : [{ root, format, fragment, places }]
  })
})

const isStep = ({ fragment }: Described): boolean => /^(?:command|action)_|^ACTION_/.test(fragment.name)
const KNOWN = DESCRIBED.filter((one) => one.places.length > 0)
/** Of what is for any contract, the first that has the function is asked. */
const ANY = DESCRIBED.filter(
  (one, i) =>
    one.places.length === 0 &&
    !isStep(one) &&
    DESCRIBED.findIndex(
      ({ fragment, places }) => places.length === 0 && fragment.selector === one.fragment.selector,
    ) === i,
)
export const STEPS = DESCRIBED.filter(isStep)

/** Random arguments, those that have to be something being it, as ethers reads them back. */
export function filledIn(
  described: Described,
  random: Random,
  adjust: (described: Described, values: unknown[]) => unknown[] = (_, values) => values,
) {
  const { fragment, format } = described
  const length = random.once(30) ? 40 : 1 + random.below(4)
  const values = adjust(
    described,
    fragment.inputs.map((type) => valueOfType(type, length, random)),
  )
  for (const { path = '', visible } of format.fields) {
    if (typeof visible !== 'object' || visible === null || !('mustMatch' in visible)) continue
    const must = BigInt(String(random.pick([visible.mustMatch].flat())))
    // Of a part of it, the first byte.
    const isPart = path.endsWith('.[0:1]')
    place(fragment.inputs, values, path, isPart ? (must << 248n) | random.bits(160) : must)
  }
  const bytes = encoded(fragment.inputs, values)
  return { bytes, values: AbiCoder.defaultAbiCoder().decode(fragment.inputs, bytes).toArray(true) }
}

const from = addressOf('$me')
const ITSELF = '0x0000000000000000000000000000000000000002'

/** Puts a value to where a path of names leads. */
function place(types: readonly ParamType[], values: unknown[], path: string, value: bigint): void {
  const [first, ...rest] = path.split('.').filter((step) => !step.startsWith('['))
  const at = types.findIndex(({ name }) => name === first)
  const [type, inside] = [types[at], values[at]]
  if (type === undefined) throw new Error(`no ${path}`)
  if (rest.length === 0 || type.components === null || !Array.isArray(inside)) values[at] = value
  else place(type.components, inside, rest.join('.'), value)
}

/** A call of the function with random arguments, and what is due of it. */
export const described: Kind = (random) => {
  const isKnown = random.once(2)
  const chosen = random.pick(isKnown ? KNOWN : ANY)
  const { address, chainId } = isKnown
    ? random.pick(chosen.places)
    : { chainId: 1, address: `$${random.pick(['dapp', 'USDC', 'WBTC', 'junk'])}` }
  const { one, due } = dueOfCall(chosen, address, random, chainId)
  return held(one, [due])
}

export function dueOfCall(
  chosen: Described,
  address: string,
  random: Random,
  chainId = 1,
): { one: Case; due: Due | null } {
  const { root, fragment, format, places } = chosen
  const { bytes, values } = filledIn(chosen, random)
  const value = fragment.payable || random.once(3) ? random.bits(70) : 0n
  const to = addressOf(address)
  const names: Record<string, string> = places.length > 0 ? { [ITSELF]: 'the contract itself' } : {}
  const read: Read = {
    root,
    types: fragment.inputs,
    values,
    container: { from, to, value, chainId },
    names,
  }
  const data = `${fragment.selector}${bytes.slice(2)}` as const
  const request: Case['request'] = { to, chainId, value: value.toString(), data: data as `0x${string}` }
  return {
    one: { name: fragment.format('full'), source: '', request, expect: {} },
    due: isPlain(format, values) ? dueOf(read, format) : null,
  }
}

/** Where a value tells formats apart, another one that is zero too may be what another format goes by. */
function isPlain({ fields }: Format, values: readonly unknown[]): boolean {
  const isChoice = ({ visible }: Format['fields'][number]) =>
    typeof visible === 'object' && visible !== null && 'mustMatch' in visible
  const choices = fields.filter(isChoice).length
  return choices === 0 || values.filter((value) => value === 0n).length <= choices
}

/** @param due of each sentence from `first` on; null for one that cannot be read */
export function held(one: Case, due: readonly (Due | null)[], first = 0): Asked {
  const known = due.filter((each) => each !== null)
  if (known.length < due.length) return { one, isHeld: false, faultsOf: () => [] }
  return {
    one,
    isHeld: true,
    faultsOf: ({ sentences, rows, refused }: Said) => {
      // The elements of a long list stand below it.
      const titles = sentences.filter((sentence, i) => i === 0 || !/^\d+: /.test(sentence))
      return known.flatMap((each, i) => {
        if (refused !== null) return [`refused: ${refused}`]
        const said = titles[first + i] ?? ''
        const missing = each.rows.filter((row) => !rows.includes(row)).map((row) => `no row “${row}”`)
        return each.sentence.test(said) ? missing : [`said “${said}”, due ${each.sentence}`, ...missing]
      })
    },
  }
}

export type Due = { sentence: RegExp; rows: string[] }

/** Null for what the descriptor cannot be read by. */
export function dueOf(read: Read, format: Format): Due | null {
  try {
    return { sentence: sentenceOf(read, format), rows: amountRowsOf(read, format) }
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}
