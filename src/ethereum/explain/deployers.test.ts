import {
  concat,
  getCreate2Address,
  getCreateAddress,
  Interface,
  keccak256,
  toBeHex,
  zeroPadValue,
} from 'ethers'
import { describe, expect, it } from 'vitest'
import type { Part } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { creationOf } from './deployers.ts'
import { explainTransaction } from './explain.ts'

const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const PROXY: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const SAFE_FACTORY: Address = '0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7'
const CREATE_X: Address = '0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed'
const CODE = '0x6080604052600080fdfe'
const SALT = `0x${'00'.repeat(31)}07`
const at = (to: Address, data: string, value = 0n, chainId = 1) => ({
  chainId,
  from: ME,
  to,
  value,
  data: data as Hex,
})
const words = (summary: readonly (readonly Part[])[]) =>
  summary.map((parts) =>
    parts
      .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
      .join(''),
  )
const told = (call: ReturnType<typeof at>) =>
  explainTransaction(call, { symbol: 'ETH', token: () => null, name: () => null, isContract: true })
const abi = new Interface([
  'function deployCreate2(bytes32 salt,bytes initCode)',
  'function deployCreate2(bytes initCode)',
  'function deployCreate3(bytes32 salt,bytes initCode)',
  'function deployCreate2AndInit(bytes32 salt,bytes initCode,bytes data,(uint256 constructorAmount,uint256 initCallAmount) values)',
])

describe('contracts that create contracts', () => {
  it.each([
    [PROXY, 'Deterministic Deployment Proxy'],
    [SAFE_FACTORY, 'Safe, Singleton factory'],
  ])('behavior: %s, with the address that results', (factory, name) => {
    const made = getCreate2Address(factory, SALT, keccak256(CODE))
    const { summary, details } = told(at(factory, concat([SALT, CODE])))
    expect(words(summary)).toEqual([`Create a new contract at ${made}`, `Asked of ${name} (${factory}).`])
    expect(details).toContainEqual({ label: 'New contract', value: made, mono: true })
    expect(details).toContainEqual({ label: 'Creation code', value: '10 bytes' })
  })
  it('behavior: coins that are sent along are told once', () => {
    const { summary } = told(at(PROXY, concat([SALT, CODE]), 10n ** 18n))
    expect(words(summary)[0]).toMatch(/ and send along 1 ETH$/)
    expect(words(summary)).toHaveLength(2)
  })

  const chain = toBeHex(10, 32)
  const me = zeroPadValue(ME, 32)
  const mine = (flag: string) => concat([ME, flag, `0x${'12'.repeat(11)}`])
  const anybodys = (flag: string) => concat([`0x${'00'.repeat(20)}`, flag, `0x${'12'.repeat(11)}`])
  const hashed = (...parts: string[]) => keccak256(concat(parts))
  it.each<[string, string, string | null]>([
    ['of nobody', `0x${'ab'.repeat(32)}`, hashed(`0x${'ab'.repeat(32)}`)],
    ['of the sender', mine('0x00'), hashed(me, mine('0x00'))],
    ['of the sender on one network', mine('0x01'), hashed(me, chain, mine('0x01'))],
    ['of the sender, refused', mine('0x02'), null],
    ['of one network', anybodys('0x01'), hashed(chain, anybodys('0x01'))],
    ['of any network', anybodys('0x00'), hashed(anybodys('0x00'))],
    ['of any network, refused', anybodys('0x02'), null],
  ])('behavior: CreateX, a salt %s', (_, salt, guarded) => {
    const data = abi.encodeFunctionData('deployCreate2(bytes32,bytes)', [salt, CODE])
    expect(creationOf(at(CREATE_X, data, 0n, 10))?.at ?? null).toBe(
      guarded === null ? null : getCreate2Address(CREATE_X, guarded, keccak256(CODE)),
    )
    const third = abi.encodeFunctionData('deployCreate3(bytes32,bytes)', [salt, CODE])
    const between =
      guarded === null
        ? null
        : getCreate2Address(CREATE_X, guarded, keccak256('0x67363d3d37363d34f03d5260086018f3'))
    expect(creationOf(at(CREATE_X, third, 0n, 10))?.at ?? null).toBe(
      between === null ? null : getCreateAddress({ from: between, nonce: 1 }),
    )
  })
  it('behavior: CreateX with a salt by chance, and with a call right after', () => {
    const chance = told(at(CREATE_X, abi.encodeFunctionData('deployCreate2(bytes)', [CODE])))
    expect(words(chance.summary)).toEqual([
      'Create a new contract',
      `Asked of CreateX (${CREATE_X}).`,
      'Its address is not known before it is created.',
    ])
    const init = abi.encodeFunctionData('deployCreate2AndInit', [SALT, CODE, '0x12345678', [0n, 0n]])
    const { summary, details } = told(at(CREATE_X, init))
    expect(words(summary).at(-1)).toBe('It is called once right after.')
    expect(details).toContainEqual({ label: 'First call', value: '0x12345678', mono: true })
  })
  it('error: what is no creation, or of another contract', () => {
    expect(creationOf(at(PROXY, SALT))).toBeNull()
    expect(creationOf(at(CREATE_X, '0x12345678'))).toBeNull()
    expect(creationOf(at(ME, concat([SALT, CODE])))).toBeNull()
  })
})

it('behavior: of code that no network takes no address is worked out', () => {
  const made = (bytes: number) => creationOf(at(PROXY, `${SALT}${'00'.repeat(bytes)}`))?.at
  expect(made(49_152)).toMatch(/^0x/)
  expect(made(49_153)).toBeNull()
})
