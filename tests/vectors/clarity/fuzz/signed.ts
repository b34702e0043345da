/** Typed data that the descriptors which come with the wallet are for, with random values. */
import { ParamType } from 'ethers'
import { addressOf } from '../corpus.ts'
import type { Kind } from './asked.ts'
import { dueOf, FILES, held } from './described.ts'
import type { Descriptor, Format } from './reading.ts'
import { address, valueOfType } from './values.ts'

type Member = { name: string; type: string }
type Signed = {
  root: Descriptor
  format: Format
  primaryType: string
  types: Record<string, Member[]>
  inputs: readonly ParamType[]
}

/** "Order(address a,Fee[] fees)Fee(uint16 rate)" as EIP-712 has it. */
function typesOf(key: string): Record<string, Member[]> {
  const structs = [...key.matchAll(/([\w:]+)\(([^()]*)\)/g)].map(([, name = '', members = '']) => {
    const list = members === '' ? [] : members.split(',')
    return [
      name,
      list.map((one) => ({ type: one.split(' ')[0] ?? '', name: one.split(' ')[1] ?? '' })),
    ] as const
  })
  return Object.fromEntries(structs)
}

/** The same as parameters of the ABI; not as text, in which a member cannot be called "address". */
const inputsOf = (types: Record<string, Member[]>, struct: string): ParamType[] =>
  (types[struct] ?? []).map(({ type, name }) => {
    const [, base = '', list = ''] = /^([\w:]+)(.*)$/.exec(type) ?? []
    return types[base] === undefined
      ? ParamType.from({ type, name })
      : ParamType.from({ type: `tuple${list}`, name, components: inputsOf(types, base) })
  })

const SIGNED: readonly Signed[] = Object.values(FILES).flatMap((root) =>
  root.context.eip712 === undefined
    ? []
    : Object.entries(root.display?.formats ?? {}).map(([key, format]) => {
        const types = typesOf(key)
        const primaryType = key.slice(0, key.indexOf('('))
        return { root, format, primaryType, types, inputs: inputsOf(types, primaryType) }
      }),
)

function asJson(type: ParamType, value: unknown): unknown {
  if (type.arrayChildren !== null) {
    const { arrayChildren } = type
    return (value as unknown[]).map((one) => asJson(arrayChildren, one))
  }
  if (type.components !== null) return membersOf(type.components, value as unknown[])
  return typeof value === 'bigint' ? value.toString() : value
}
const membersOf = (types: readonly ParamType[], values: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(types.map((type, i) => [type.name, asJson(type, values[i])]))

const DOMAIN: Record<string, string> = {
  name: 'string',
  version: 'string',
  chainId: 'uint256',
  verifyingContract: 'address',
}

export const signed: Kind = (random) => {
  const { root, format, primaryType, types, inputs } = random.pick(SIGNED)
  const length = random.once(30) ? 40 : 1 + random.below(4)
  const values = inputs.map((type) => valueOfType(type, length, random))
  const declared = root.context.eip712?.domain ?? {}
  const contract = String(declared.verifyingContract ?? notMe(address(random)))
  const domain = { name: 'A contract', ...declared, chainId: 1, verifyingContract: contract }
  const members = Object.keys(domain).map((name) => ({ name, type: DOMAIN[name] ?? 'string' }))
  const typedData = {
    types: { EIP712Domain: members, ...types },
    primaryType,
    domain,
    message: membersOf(inputs, values),
  }
  const container = { from: addressOf('$me'), to: contract, value: 0n, chainId: 1 }
  const due = dueOf({ root, types: inputs, values, container, names: {} }, format)
  return held({ name: primaryType, source: '', request: { typedData }, expect: {} }, [due])
}

/** No account of the person may be the contract that verifies. */
const notMe = (found: string): string => (found === addressOf('$me') ? addressOf('$USDC') : found)
