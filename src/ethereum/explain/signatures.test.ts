import { readFileSync } from 'node:fs'
import { AbiCoder, id } from 'ethers'
import { describe, expect, it } from 'vitest'
import type { Part } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { explainTransaction } from './explain.ts'
import { createLibrary } from './library.ts'
import { canonical, parseSignature } from './signature.ts'

const table = readFileSync(new URL('../../../public/signatures.txt', import.meta.url), 'utf8')
const lines = table.split('\n').filter((line) => line !== '')
const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const NEW: Address = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'

const told = (data: Hex, signatures: string) => {
  const library = createLibrary('{}', signatures)
  const context = { symbol: 'ETH', token: () => null, name: () => null, isContract: true, library }
  const tx = { chainId: 1, from: ME, to: NEW, value: 0n, data }
  const text = (part: Part) =>
    typeof part === 'string' ? part : 'strong' in part ? `*${part.strong}*` : part.address
  const { summary, details } = explainTransaction(tx, context)
  return {
    summary: summary.map((parts) => parts.map(text).join('')),
    functions: details.filter(({ label }) => label === 'Function').map(({ value }) => value),
  }
}

describe('the table of signatures', () => {
  it('behavior: it knows thousands of functions and events', () => {
    const events = lines.filter((line) => line.startsWith('event '))
    expect(lines.length - events.length).toBeGreaterThan(3000)
    expect(events.length).toBeGreaterThan(1000)
  })
  it('behavior: every line is read, and its key is the hash of the signature', () => {
    const wrong = lines.filter((line) => {
      const [, event, key, text] = /^(event )?([0-9a-f]+) (.+)$/.exec(line) ?? []
      const signature = text === undefined ? null : parseSignature(text)
      if (signature === null || key === undefined) return true
      const hash = id(canonical(signature)).slice(2)
      return key !== hash.slice(0, event === undefined ? 8 : 16)
    })
    expect(wrong).toEqual([])
  })
  it('behavior: no signature stands twice, and what shares a selector stands beside the other', () => {
    const canonicals = lines.map((line) => {
      const text = line.replace(/^(event )?[0-9a-f]+ /, '')
      const signature = parseSignature(text)
      return `${line.startsWith('event ')} ${signature === null ? text : canonical(signature)}`
    })
    expect(new Set(canonicals).size).toBe(lines.length)
    expect([...lines].sort()).toEqual(lines)
  })
  it('behavior: functions and events are found by their hashes', () => {
    const library = createLibrary('{}', table)
    expect(library.signatures('0xa9059cbb')).toHaveLength(1)
    expect(library.signatures('0xA9059CBB')[0]).toMatch(/^transfer\(address \w+,uint256 \w+\)$/)
    const [event] = library.events(id('Transfer(address,address,uint256)') as Hex)
    expect(event).toMatch(/^Transfer\(address indexed \w+,address indexed \w+,uint256/)
    expect(library.signatures('0xffffffff')).toEqual([])
  })
})

describe('calls by their signature', () => {
  // A collision that is known since long: both have the selector 42966c68.
  const both = '\n42966c68 burn(uint256 amount)\n42966c68 collate_propagate_storage(bytes16 x)\n'
  const coder = AbiCoder.defaultAbiCoder()
  it('security: a selector of two functions that both fit is told as two', () => {
    const data = `0x42966c68${coder.encode(['uint256'], [0]).slice(2)}` as Hex
    expect(told(data, both)).toEqual({
      summary: [
        `Call *burn* or *collate_propagate_storage* on ${NEW}`,
        'This call can be read in 2 ways, and nobody can tell from it which is meant.',
      ],
      functions: ['burn(uint256)', 'collate_propagate_storage(bytes16)'],
    })
  })
  it('behavior: where one of them fits alone, that is the one', () => {
    const data = `0x42966c68${coder.encode(['uint256'], [7]).slice(2)}` as Hex
    expect(told(data, both).functions).toEqual(['burn(uint256)'])
  })
})
