/** Text that a site, a contract or a descriptor chose, in every place where it is shown. */
import { AbiCoder, id } from 'ethers'
import { describe, expect, it } from 'vitest'
import type { Detail, Part } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { parseTypedData } from '../typed-data.ts'
import { domainDetails, typedDataTree } from '../typed-data-view.ts'
import type { ExplainContext } from './context.ts'
import { parseDescriptor } from './erc7730/descriptor.ts'
import { explainTransaction } from './explain.ts'
import { createLibrary, withOutside } from './library.ts'
import { explainTypedData } from './typed-data.ts'

const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const NEW: Address = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
/** Right to left, a line of its own, markup, a Cyrillic letter, and more than there is room for. */
const EVIL = `\u202eevil\u200b\nSafe: <img src=x onerror=alert(1)> USD\u0421 ${'x'.repeat(400)}`
const HIDDEN = /[\u202e\u200b\u0421]/

const coder = AbiCoder.defaultAbiCoder()
const key = 'frobnicate(string note,uint256 amount)'
const descriptor = parseDescriptor({
  context: { contract: { deployments: [{ chainId: 1, address: NEW }] } },
  metadata: { owner: EVIL, contractName: EVIL, enums: { kinds: { '7': EVIL } } },
  display: {
    formats: {
      [key]: {
        intent: EVIL,
        interpolatedIntent: `${EVIL} {note} {amount}`,
        fields: [
          { path: 'note', label: EVIL, format: 'raw' },
          { path: 'amount', label: EVIL, format: 'enum', params: { $ref: '$.metadata.enums.kinds' } },
          { path: 'amount', label: EVIL, format: 'unit', params: { base: EVIL } },
          {
            path: 'amount',
            label: EVIL,
            format: 'tokenAmount',
            params: { tokenPath: '@.to', threshold: '1', message: EVIL },
          },
          { value: EVIL, label: EVIL, format: 'raw' },
        ],
      },
    },
  },
})
const context: ExplainContext = {
  symbol: 'ETH',
  token: (address) => ({ address, symbol: EVIL, name: EVIL, decimals: 6, origin: 'read' }),
  name: () => EVIL,
  isContract: true,
  network: () => ({ name: EVIL, symbol: EVIL }),
}
const data =
  `${id('frobnicate(string,uint256)').slice(0, 10)}${coder.encode(['string', 'uint256'], [EVIL, 7]).slice(2)}` as Hex
const tx = { chainId: 1, from: ME, to: NEW, value: 0n, data }
const text = (part: Part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address)

function expectHarmless(summary: readonly (readonly Part[])[], rows: readonly Detail[]) {
  for (const parts of summary)
    for (const part of parts) {
      expect(text(part)).not.toMatch(HIDDEN)
      expect(text(part)).not.toContain('\n')
      // Nothing pushes the rest of a sentence out of sight.
      expect(text(part).length).toBeLessThan(300)
    }
  for (const { label, value } of rows) {
    expect(label).not.toMatch(HIDDEN)
    expect(label).not.toContain('\n')
    expect(label.length).toBeLessThan(200)
    expect(value).not.toMatch(HIDDEN)
  }
}

describe('foreign text', () => {
  it('security: in a descriptor from elsewhere, its sentence and every kind of row', () => {
    const library = withOutside(createLibrary('{}', ''), [
      { descriptor, source: { kind: 'file', name: EVIL } },
    ])
    const told = explainTransaction(tx, { ...context, library })
    expect(told.summary.flat().map(text).join('')).toContain('⟨U+202E⟩evil')
    expect(told.details.length).toBeGreaterThan(8)
    expectHarmless(told.summary, told.details)
  })
  it('security: in the arguments of a call whose form alone is known', () => {
    const library = createLibrary('{}', `\n${data.slice(2, 10)} frobnicate(string note,uint256 amount)\n`)
    const told = explainTransaction(tx, { ...context, library })
    expect(told.details.find(({ label }) => label === 'note')?.value).toContain('⟨U+202E⟩evil')
    expectHarmless(told.summary, told.details)
  })
  it('security: in names and symbols of what is called', () => {
    const transfer =
      `${id('transfer(address,uint256)').slice(0, 10)}${coder.encode(['address', 'uint256'], [ME, 7]).slice(2)}` as Hex
    for (const call of [transfer, '0x12345678' as Hex, '0x' as Hex]) {
      const told = explainTransaction({ ...tx, data: call, value: 1n }, context)
      expectHarmless(told.summary, told.details)
    }
  })
  it('security: in the message and the domain of typed data', () => {
    const parsed = parseTypedData(
      {
        domain: { name: EVIL, verifyingContract: NEW },
        primaryType: 'Frob',
        types: {
          EIP712Domain: [
            { name: 'name', type: 'string' },
            { name: 'verifyingContract', type: 'address' },
          ],
          Frob: [{ name: 'note', type: 'string' }],
        },
        message: { note: EVIL },
      },
      1,
    )
    const rows = typedDataTree(parsed).map(({ name, value }) => ({ label: name, value: value ?? '' }))
    expect(rows[0]?.value).toContain('⟨U+202E⟩evil')
    expectHarmless([], [...rows, ...domainDetails(parsed)])
    const told = explainTypedData(parsed, ME, 1, context)
    expectHarmless(told?.summary ?? [], told?.rows ?? [])
  })
})
