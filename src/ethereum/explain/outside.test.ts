/** Messages that only a descriptor from elsewhere knows. */
import { describe, expect, it } from 'vitest'
import type { Part } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { parseTypedData } from '../typed-data.ts'
import { intentRows } from './by-descriptor.ts'
import type { ExplainContext } from './context.ts'
import { parseDescriptor } from './erc7730/descriptor.ts'
import { createLibrary, withOutside } from './library.ts'
import { readOutside } from './outside.ts'
import { explainTypedData } from './typed-data.ts'

const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const HERE: Address = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const ELSEWHERE: Address = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'

const descriptor = (intent: string, domain: Record<string, string>) =>
  parseDescriptor({
    context: { eip712: { deployments: [{ chainId: 1, address: HERE }], domain } },
    display: { formats: { 'Frob(uint256 amount)': { intent, fields: [] } } },
  })
const outside = [
  descriptor('Frobnicate of old', { name: 'Frobs', version: '1' }),
  descriptor('Frobnicate', { name: 'Frobs', version: '2' }),
]
const context: ExplainContext = {
  symbol: 'ETH',
  token: () => null,
  name: () => null,
  isContract: true,
  network: () => null,
  library: withOutside(
    createLibrary('{}', ''),
    outside.map((one) => ({ descriptor: one, source: { kind: 'registry' } })),
  ),
}
const text = (part: Part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address)

function told(version: string, verifyingContract: Address): string[] | null {
  const fields = ['name', 'version'].map((name) => ({ name, type: 'string' }))
  const data = {
    types: {
      EIP712Domain: [
        ...fields,
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      Frob: [{ name: 'amount', type: 'uint256' }],
    },
    primaryType: 'Frob',
    domain: { name: 'Frobs', version, chainId: 1, verifyingContract },
    message: { amount: '1' },
  }
  const message = explainTypedData(parseTypedData(data, 1), ME, 1, context)
  return message === null ? null : message.summary.map((parts) => parts.map(text).join(''))
}

it('behavior: a sentence in the place of an intent leaves it to a row', () => {
  const title = (first: Part) => intentRows('Frobnicate', [first])
  expect(title('Do it twice')).toEqual([{ label: 'Intent', value: 'Frobnicate' }])
  expect(title({ strong: 'Frobnicate' })).toHaveLength(1)
  expect(title('Frobnicate 2 of them')).toEqual([])
  expect(intentRows('', ['Do it'])).toEqual([])
})

const WORDS = 'The words are from the public registry, which Candor did not check.'
describe('a message that a descriptor from elsewhere is for', () => {
  it('behavior: the one whose domain is the same, wherever it stands', () => {
    expect(told('2', HERE)).toEqual(['Frobnicate', WORDS])
  })
  it('security: of a contract that is named, with another version, is told with that said', () => {
    expect(told('3', HERE)).toEqual([
      'Frobnicate of old',
      `${WORDS} They are for a message with another name or version of this contract, which may refuse this one.`,
    ])
  })
  it('security: of any other contract it is not told', () => {
    expect(told('2', ELSEWHERE)).toBeNull()
  })
})

describe('files from elsewhere', () => {
  const file = (name: string, json: object) => ({ name, text: JSON.stringify(json) })
  const context = { eip712: { deployments: [{ chainId: 1, address: HERE }] } }
  const display = { formats: { 'Frob(uint256 amount)': { intent: 'Frobnicate', fields: [] } } }
  const found = (...files: ReturnType<typeof file>[]) =>
    readOutside(files, { kind: 'registry' }).map((one) =>
      one.descriptor.formats.map(([, format]) => format().intent),
    )

  it('behavior: what a file is for may stand in what it includes', () => {
    expect(
      found(file('a/common.json', { context }), file('a/b.json', { includes: 'common.json', display })),
    ).toEqual([['Frobnicate']])
  })
  it('error: one that is for nothing, for any contract, or that includes what is not there, and no other for it', () => {
    const good = file('good.json', { context, display })
    expect(found(file('a.json', { display }), good)).toHaveLength(1)
    expect(found(file('a.json', { display, context: { eip712: {} } }), good)).toHaveLength(1)
    expect(found(file('a.json', { display, includes: 'none.json' }), good)).toHaveLength(1)
    expect(found({ name: 'a.json', text: '{' }, good)).toHaveLength(1)
  })
})
