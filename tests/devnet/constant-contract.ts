/** Code of a contract that answers each of some selectors with the same bytes whatever it is asked, and reverts else. */
import { concatHex, encodeAbiParameters, type Hex, numberToHex, size } from 'viem'

export const abiString = (text: string): Hex => encodeAbiParameters([{ type: 'string' }], [text])
export const abiAddress = (address: Hex): Hex => encodeAbiParameters([{ type: 'address' }], [address])
export const abiUint = (value: bigint): Hex => encodeAbiParameters([{ type: 'uint256' }], [value])

const two = (value: number): Hex => numberToHex(value, { size: 2 })
const three = (value: number): Hex => numberToHex(value, { size: 3 })

export function constantContract(answers: Readonly<Record<Hex, Hex>>): Hex {
  const entries = Object.entries(answers) as [Hex, Hex][]
  const selector = '0x5f3560e01c'
  // DUP1 PUSH4 selector EQ PUSH2 target JUMPI: eleven bytes an entry, then PUSH0 PUSH0 REVERT.
  const dispatch = size(selector) + entries.length * 11 + 3
  // JUMPDEST PUSH3 length PUSH3 from PUSH0 CODECOPY PUSH3 length PUSH0 RETURN.
  const body = 17
  let data = dispatch + entries.length * body
  const tests: Hex[] = []
  const bodies: Hex[] = []
  for (const [i, [name, answer]] of entries.entries()) {
    tests.push(concatHex(['0x8063', name, '0x1461', two(dispatch + i * body), '0x57']))
    const length = three(size(answer))
    bodies.push(concatHex(['0x5b62', length, '0x62', three(data), '0x5f39', '0x62', length, '0x5ff3']))
    data += size(answer)
  }
  return concatHex([selector, ...tests, '0x5f5ffd', ...bodies, ...entries.map(([, answer]) => answer)])
}
