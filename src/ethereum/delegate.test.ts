import { decodeFunctionData, getContractAddress, parseAbi } from 'viem'
import { describe, expect, it } from 'vitest'
import code from '../../tests/devnet/artifacts/code.json' with { type: 'json' }
import type { Hex } from '../shared/hex.ts'
import { DELEGATE, delegationOf, encodeExecuteBatch, isDelegateCode } from './delegate.ts'

const RUNTIME = code.simple7702Account as Hex
const OTHER = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

describe('the delegate', () => {
  it('security: its address follows from its code, so that nothing else can stand there', () => {
    // Creation code of a contract without arguments: the runtime behind the 26 bytes that return it.
    const bytecode: Hex = `0x60808060405234601557610e37908161001a8239f35b5f80fd${'fe'}${RUNTIME.slice(2)}`
    const from = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
    const salt: Hex = `0x${'0'.repeat(64)}`
    expect(getContractAddress({ opcode: 'CREATE2', from, salt, bytecode })).toBe(DELEGATE.address)
  })
  it('security: only its own code is taken for it', () => {
    expect(isDelegateCode(RUNTIME)).toBe(true)
    expect(isDelegateCode('0x')).toBe(false)
    expect(isDelegateCode(`${RUNTIME}00`)).toBe(false)
  })
})

describe('delegationOf', () => {
  it('behavior: nothing, ours, another, a contract', () => {
    expect(delegationOf('0x')).toEqual({ to: 'none' })
    expect(delegationOf(`0xef0100${DELEGATE.address.slice(2).toLowerCase()}`)).toEqual({ to: 'ours' })
    expect(delegationOf(`0xef0100${OTHER.slice(2).toLowerCase()}`)).toEqual({ to: 'other', address: OTHER })
    for (const contract of ['0x6080', '0xef0100', `0xef0100${OTHER.slice(2)}00`, '0xef'] as const)
      expect(delegationOf(contract)).toEqual({ to: 'contract' })
  })
})

describe('encodeExecuteBatch', () => {
  it('behavior: reads back as the calls, in their order', () => {
    const calls = [
      { to: OTHER, value: 7n, data: '0x' },
      { to: DELEGATE.address, value: 0n, data: '0xabcd' },
    ] as const
    const abi = parseAbi([
      'struct Call { address target; uint256 value; bytes data; }',
      'function executeBatch(Call[] calls)',
    ])
    const { args } = decodeFunctionData({ abi, data: encodeExecuteBatch(calls) })
    expect(args).toEqual([calls.map(({ to, value, data }) => ({ target: to, value, data }))])
  })
})
