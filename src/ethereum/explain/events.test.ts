import { AbiCoder, Interface } from 'ethers'
import { expect, test } from 'vitest'
import type { Hex } from '../../shared/hex.ts'
import { type Log, readEvent } from './events.ts'

const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const YOU = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
/** As a contract logs it, written by another library. */
function logged(event: string, ...values: unknown[]): Log {
  const abi = new Interface([`event ${event}`])
  const { topics, data } = abi.encodeEventLog(event.slice(0, event.indexOf('(')), values)
  return { topics: topics as Hex[], data: data as Hex }
}
const TRANSFER = 'Transfer(address indexed from,address indexed to,uint256 value)'
const read = (log: Log, ...table: string[]) => {
  const found = readEvent(log, table)
  return found === null
    ? null
    : [found.name, ...found.fields.map(({ name, value, depth }) => `${depth} ${name}: ${value}`)]
}

test('behavior: fields in the order in which they are declared, whether they stand in topics or data', () => {
  const transfer = logged(TRANSFER, ME, YOU, 5n)
  expect(read(transfer, TRANSFER)).toEqual(['Transfer', `0 from: ${ME}`, `0 to: ${YOU}`, '0 value: 5'])
  const swap = 'Swap(address indexed sender,uint256 a,(int24 tick,bool up)[] path,address indexed to)'
  expect(read(logged(swap, ME, 7n, [[-3, true]], YOU), swap)).toEqual([
    'Swap',
    `0 sender: ${ME}`,
    '0 a: 7',
    '0 path: tuple[]',
    '1 [0]: tuple',
    '2 tick: -3',
    '2 up: true',
    `0 to: ${YOU}`,
  ])
})

test('behavior: the event of an item, whose number stands among the topics, is read by the line of the token', () => {
  const item = logged('Transfer(address indexed from,address indexed to,uint256 indexed id)', ME, YOU, 77n)
  expect(read(item, TRANSFER)).toEqual(['Transfer', `0 from: ${ME}`, `0 to: ${YOU}`, '0 value: 77'])
})

test('behavior: of a text among the topics its hash is told', () => {
  const named = 'NameRegistered(string indexed name,address owner)'
  const log = logged(named, 'candor', ME)
  expect(read(log, named)).toEqual(['NameRegistered', `0 name: ${log.topics[1]}`, `0 owner: ${ME}`])
})

test('security: what does not fit byte for byte is not read', () => {
  const log = logged(TRANSFER, ME, YOU, 5n)
  expect(read(log, 'Approval(address indexed a,address indexed b,uint256 c)')).toBeNull()
  expect(read({ ...log, data: `${log.data}00` }, TRANSFER)).toBeNull()
  expect(read({ ...log, topics: log.topics.slice(0, 2) }, TRANSFER)).toBeNull()
  expect(read({ ...log, topics: [] }, TRANSFER)).toBeNull()
  const dirty = AbiCoder.defaultAbiCoder().encode(['uint256'], [2n ** 255n + BigInt(ME)]) as Hex
  expect(read({ ...log, topics: [log.topics[0] as Hex, dirty, dirty] }, TRANSFER)).toBeNull()
})

test('security: signs of direction in a field are made visible', () => {
  const note = 'Note(string text)'
  expect(read(logged(note, 'a\u202eb'), note)?.[1]).not.toContain('\u202e')
})
