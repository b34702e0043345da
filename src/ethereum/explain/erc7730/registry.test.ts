/** The public registry of descriptors with its own tests of version 2, where a copy of it is at hand. */
import { dirname, relative, resolve } from 'node:path'
import { AbiCoder } from 'ethers'
import { describe, expect, it } from 'vitest'
import {
  all,
  type Case,
  dated,
  descriptors,
  type Expected,
  factsOf,
  files,
  folded,
  load,
  type Nested,
  type Provider,
  read,
  root,
  show,
  textsOf,
  there,
} from '../../../../tests/erc7730/registry.ts'
import type { Address, Hex } from '../../../shared/hex.ts'
import { decodeArguments } from '../decode.ts'
import { type Parameter, parseSignature } from '../signature.ts'
import { render } from './render.ts'

const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
/** As the descriptor declares its token, which the test does not. */
const DECLARED_TOKEN = /walletconnect\/testsv2\/calldata-wct/
/** A sentence with bare numbers of tokens that nobody knows: ours says that they are base units, and of what. */
const BARE_NUMBERS = /kyberswap\/testsv2\/calldata-Meta/
/** Not to be signed: its message lacks a field of its domain. */
const UNSIGNABLE = /permit-avalanche_c_chain-yetiswap/

const wantedOf = (expected: Expected): string[] => [
  expected.intent,
  ...(expected.owner === undefined ? [] : [expected.owner]),
  ...(expected.interpolatedIntent === undefined ? [] : [dated(expected.interpolatedIntent)]),
  ...expected.fields.flatMap(({ label, value }) => [
    label,
    ...(typeof value === 'string' ? [value] : wantedOf(value)),
  ]),
]

describe.skipIf(!there)('the public registry', () => {
  it('behavior: every descriptor is read', () => {
    expect(descriptors.length).toBeGreaterThan(0)
    const failed = descriptors.flatMap((path) => {
      try {
        return load(path).binding === undefined ? [path] : []
      } catch (error) {
        return [`${path}: ${error}`]
      }
    })
    expect(failed).toEqual([])
  })

  const cases = files
    .filter((path) => path.includes('/testsv2/'))
    .flatMap((path) => {
      const file = read(path) as { descriptor: string; dataProvider?: Provider; tests: Case[] }
      const descriptor = resolve(dirname(path), file.descriptor)
      return file.tests.map((one) => ({
        name: `${relative(root, path)} ${one.description}`,
        one,
        descriptor,
        provider: file.dataProvider ?? {},
      }))
    })
  it.each(cases.filter(({ name }) => !UNSIGNABLE.test(name)))(
    'behavior: $name',
    ({ name, one, descriptor, provider }) => {
      const library = [load(descriptor), ...all()]
      const shown = show(one, provider, library)
      expect(shown).not.toBeNull()
      if (shown === null) return
      const texts = textsOf(shown).map(folded).join('\n')
      if (DECLARED_TOKEN.test(name)) {
        expect(texts).toMatch(/\d(?:\.\d+)?wct|unlimitedwct/)
        return
      }
      const { interpolatedIntent, ...fields } = one.expected
      const expected = BARE_NUMBERS.test(name) ? fields : one.expected
      expect(wantedOf(expected).filter((text) => !texts.includes(folded(text)))).toEqual([])
      if (expected === fields) expect(texts).toContain(folded('Swap 1471080000 base units of '))
    },
  )

  it('behavior: every format is rendered with values of its types', () => {
    let count = 0
    const failed = descriptors.flatMap((path) => {
      const descriptor = load(path)
      // One without deployments is to be included, and its constants stand in who includes it.
      if (descriptor.binding.kind !== 'contract' || descriptor.binding.deployments.length === 0) return []
      return descriptor.formats.flatMap(([key, format]) => {
        const signature = parseSignature(key)
        if (signature === null) return [`${path} ${key}: no signature`]
        count++
        const types = signature.inputs.map(typeText)
        const data = AbiCoder.defaultAbiCoder().encode(types, signature.inputs.map(sample)) as Hex
        const values = decodeArguments(signature.inputs, data)
        const container = { chainId: 1, from: ME, to: ME, value: 1n }
        if (values === null) return [`${path} ${key}: not decoded`]
        try {
          render<Nested>({
            descriptor,
            format,
            data: values,
            container,
            facts: factsOf({}),
            embedded: () => null,
          })
          return []
        } catch (error) {
          return [
            `${relative(root, path)} ${key.slice(0, 60)}: ${error instanceof Error ? error.message : error}`,
          ]
        }
      })
    })
    expect(count).toBeGreaterThan(0)
    // Made-up values are not those that a field must have, nor lists of a length that another demands.
    const wrong = failed.filter((line) => !/is not one of those|a number|fewer bytes|no address/.test(line))
    expect(wrong, wrong.join('; ')).toEqual([])
  })
})

function sample({ type, components }: Parameter): unknown {
  const array = /^(.*)\[(\d*)\]$/.exec(type)
  if (array !== null) {
    const item = { name: '', type: array[1] ?? '', components }
    return Array.from({ length: array[2] ? Number(array[2]) : 2 }, () => sample(item))
  }
  if (type === 'tuple') return components.map(sample)
  if (type === 'address') return ME
  if (type === 'bool') return true
  if (type === 'string') return 'a text'
  if (type === 'bytes') return `0xa9059cbb${'11'.repeat(64)}`
  if (type.startsWith('bytes')) return `0x${'00'.repeat(Number(type.slice(5)) - 1)}01`
  return 1
}

const typeText = ({ type, components }: Parameter): string =>
  type.startsWith('tuple') ? `(${components.map(typeText).join(',')})${type.slice(5)}` : type
