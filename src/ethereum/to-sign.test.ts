import { hashAuthorization, Transaction } from 'ethers'
import { describe, expect, it } from 'vitest'
import type { ApprovalEdits, CallsApproval, TransactionApproval } from '../messaging/protocol.ts'
import {
  authorizationToSign,
  callsToSign,
  hashOfAuthorization,
  hashToSign,
  transactionToSign,
} from './to-sign.ts'

const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const EVE = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const price = (wei: string) => ({ type: 'legacy', gasPrice: wei }) as const
const dear = (most: string, tip: string) =>
  ({ type: 'eip1559', maxFeePerGas: most, maxPriorityFeePerGas: tip }) as const

const approval: TransactionApproval = {
  kind: 'transaction',
  id: 'a',
  digest: 'd',
  origin: 'https://app.example',
  connected: true,
  account: ME,
  chainId: 10,
  createdAt: 0,
  summary: [],
  warnings: [],
  details: [],
  raw: '',
  blocked: null,
  preparing: false,
  to: EVE,
  value: '5',
  data: '0xa9059cbb01',
  changes: [],
  rights: [],
  looked: null,
  fees: null,
  tier: 'normal',
  advanced: {
    prices: { slow: dear('10', '1'), normal: dear('20', '2'), fast: dear('30', '3') },
    nextBaseFee: '5',
    gas: '21000',
    estimate: '21000',
    nonce: 7,
    used: 7,
    taken: [],
    fixed: false,
    least: null,
    l1Fee: '100',
  },
  unsigned: { value: '5', isMax: false, balance: '1000000', accessList: null },
  replaces: null,
}
const hashOf = (of: TransactionApproval, edits: ApprovalEdits = {}) => {
  const tx = transactionToSign(of, edits)
  return tx === null ? null : hashToSign(tx)
}
const common = { chainId: 10, to: EVE, data: '0xa9059cbb01', value: 5, nonce: 7, gasLimit: 21000 }

describe('the hash of what a yes signs', () => {
  it('behavior: as another library makes it, at each speed', () => {
    const at = (maxFeePerGas: number, maxPriorityFeePerGas: number) =>
      Transaction.from({ ...common, type: 2, maxFeePerGas, maxPriorityFeePerGas }).unsignedHash
    expect(hashOf(approval)).toBe(at(20, 2))
    expect(hashOf(approval, { tier: 'fast' })).toBe(at(30, 3))
  })
  it('behavior: with fee, gas and nonce set by hand', () => {
    const other = { ...common, type: 2, maxFeePerGas: 44, maxPriorityFeePerGas: 4, nonce: 9, gasLimit: 50000 }
    expect(hashOf(approval, { fees: dear('44', '4'), gas: '50000', nonce: 9 })).toBe(
      Transaction.from(other).unsignedHash,
    )
  })
  it('behavior: of a network without EIP-1559, with an access list and without', () => {
    const { advanced, unsigned } = approval
    if (advanced === null || unsigned === undefined) throw new Error('it has both')
    const prices = { slow: price('1'), normal: price('2'), fast: price('3') }
    const legacy = { ...approval, advanced: { ...advanced, prices } }
    expect(hashOf(legacy)).toBe(Transaction.from({ ...common, type: 0, gasPrice: 2 }).unsignedHash)
    const storageKeys = [`0x${'11'.repeat(32)}` as const]
    const listed = {
      ...legacy,
      unsigned: { ...unsigned, accessList: [{ address: ME, storageKeys }] },
    } as const
    const theirs = { ...common, type: 1, gasPrice: 2, accessList: [{ address: ME, storageKeys }] }
    expect(
      hashOf({ ...listed, unsigned: { ...listed.unsigned, accessList: [...listed.unsigned.accessList] } }),
    ).toBe(Transaction.from(theirs).unsignedHash)
  })
  it('behavior: of all that the fee leaves', () => {
    const all = { ...approval, unsigned: { value: '0', isMax: true, balance: '1000000', accessList: null } }
    const value = 1_000_000 - 21_000 * 20 - 100
    const theirs = { ...common, type: 2, value, maxFeePerGas: 20, maxPriorityFeePerGas: 2 }
    expect(hashOf(all)).toBe(Transaction.from(theirs).unsignedHash)
  })
  it('behavior: none while it is not known what will be signed', () => {
    expect(hashOf({ ...approval, advanced: null })).toBeNull()
    const { unsigned: _, ...without } = approval
    expect(hashOf(without)).toBeNull()
    const poor = { ...approval, unsigned: { value: '0', isMax: true, balance: '5', accessList: null } }
    expect(hashOf(poor)).toBeNull()
  })
})

const calls: CallsApproval = {
  ...approval,
  kind: 'calls',
  calls: [],
  together: true,
  upgrade: null,
  toSign: {
    to: ME,
    value: '0',
    data: '0x34fcd5be',
    nonce: 3,
    gas: '90000',
    prices: { slow: dear('10', '1'), normal: dear('20', '2'), fast: dear('30', '3') },
    delegateTo: null,
  },
}

describe('the hash of a batch that is one transaction', () => {
  it('behavior: as another library makes it, at each speed', () => {
    const at = (maxFeePerGas: number, maxPriorityFeePerGas: number) =>
      Transaction.from({
        chainId: 10,
        to: ME,
        data: '0x34fcd5be',
        nonce: 3,
        gasLimit: 90_000,
        type: 2,
        maxFeePerGas,
        maxPriorityFeePerGas,
      }).unsignedHash
    const hash = (edits: ApprovalEdits) => {
      const tx = callsToSign(calls, edits)
      return tx && hashToSign(tx)
    }
    expect([hash({}), hash({ tier: 'slow' })]).toEqual([at(20, 2), at(10, 1)])
    expect(authorizationToSign(calls, {})).toBeNull()
  })
  it('behavior: none of several transactions, and none while it is not known', () => {
    const { toSign: _, ...without } = calls
    expect(callsToSign(without, {})).toBeNull()
    expect(callsToSign({ ...calls, toSign: null }, {})).toBeNull()
  })
})

describe('the hash of an authorization (EIP-7702)', () => {
  it('behavior: of a batch that makes a smart account: of the nonce after the transaction, whose own hash is not known', () => {
    if (!calls.toSign) throw new Error('it is one transaction')
    const upgrade = { ...calls, toSign: { ...calls.toSign, delegateTo: EVE } } as const
    const authorization = authorizationToSign(upgrade, {})
    expect(authorization && hashOfAuthorization(authorization)).toBe(
      hashAuthorization({ chainId: 10, address: EVE, nonce: 4 }),
    )
    expect(callsToSign(upgrade, {})).toBeNull()
  })
  it('behavior: of a transaction that gives an account code, with the nonce that the person set', () => {
    const { unsigned: _, ...without } = approval
    const gives = { ...without, delegateTo: EVE } as const
    const hash = (edits: ApprovalEdits) => {
      const authorization = authorizationToSign(gives, edits)
      return authorization && hashOfAuthorization(authorization)
    }
    expect(hash({})).toBe(hashAuthorization({ chainId: 10, address: EVE, nonce: 8 }))
    expect(hash({ nonce: 11 })).toBe(hashAuthorization({ chainId: 10, address: EVE, nonce: 12 }))
    expect(authorizationToSign({ ...gives, advanced: null }, {})).toBeNull()
    expect(authorizationToSign(approval, {})).toBeNull()
  })
})
