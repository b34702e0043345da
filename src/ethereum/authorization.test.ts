import { SigningKey } from 'ethers'
import fc from 'fast-check'
import { parseTransaction, recoverAddress, serializeTransaction } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { hashAuthorization, recoverAuthorizationAddress } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { bytesToHex, type Hex } from '../shared/hex.ts'
import { parseAddress } from './address.ts'
import { type Authorization, authorizationDigest } from './authorization.ts'
import { assembleSignature } from './signature.ts'
import {
  assembleTransaction,
  serializeUnsigned,
  transactionDigest,
  type UnsignedTransaction,
} from './transaction.ts'

const SECRET: Hex = `0x${'46'.repeat(32)}`
const KEY = new SigningKey(SECRET)
const OWNER = privateKeyToAccount(SECRET).address

function signed(digest: Uint8Array) {
  const { r, s, yParity } = KEY.sign(digest)
  return { r: BigInt(r), s: BigInt(s), yParity }
}
const authorize = (authorization: Authorization) => ({
  ...authorization,
  ...signed(authorizationDigest(authorization)),
})

const joined = (authorization: Authorization) => assembleSignature(signed(authorizationDigest(authorization)))

const address = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes): Hex => bytesToHex(bytes))
  .map(parseAddress)
const nonce = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 40 }))
const authorization = fc.record({ chainId: fc.integer({ min: 1, max: 2 ** 48 }), address, nonce })

const SELF: UnsignedTransaction = {
  chainId: 1,
  nonce: 3,
  to: OWNER,
  value: 0n,
  data: '0x1234',
  gas: 100_000n,
  fees: { type: 'eip1559', maxFeePerGas: 10n, maxPriorityFeePerGas: 1n },
  authorizations: [authorize({ chainId: 1, address: OWNER, nonce: 4 })],
}

describe('authorization', () => {
  it('behavior: its digest is that of viem, and the signer is recovered from it', async () => {
    await fc.assert(
      fc.asyncProperty(authorization, async (given) => {
        expect(bytesToHex(authorizationDigest(given))).toBe(hashAuthorization(given))
        const recovered = await recoverAuthorizationAddress({
          authorization: given,
          signature: joined(given),
        })
        expect(recovered).toBe(OWNER)
      }),
      { numRuns: 50 },
    )
  })
  it.each<[string, Partial<Authorization>]>([
    ['every network', { chainId: 0 }],
    ['a fractional network', { chainId: 1.5 }],
    ['a negative nonce', { nonce: -1 }],
    ['a short address', { address: '0x12' }],
  ])('security: none is made for %s', (_, change) => {
    expect(() => authorizationDigest({ chainId: 1, address: OWNER, nonce: 0, ...change })).toThrow(
      expect.objectContaining({ name: 'EncodingError' }),
    )
  })
})

describe('type 4', () => {
  const transaction = fc
    .record({
      chainId: fc.integer({ min: 1, max: 2 ** 48 }),
      nonce,
      to: address,
      value: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      data: fc.uint8Array({ maxLength: 200 }).map((bytes) => bytesToHex(bytes)),
      gas: fc.bigInt({ min: 21_000n, max: 2n ** 64n - 1n }),
      tip: fc.bigInt({ min: 0n, max: 2n ** 90n }),
      more: fc.bigInt({ min: 0n, max: 2n ** 90n }),
      delegates: fc.array(fc.record({ address, nonce }), { minLength: 1, maxLength: 3 }),
    })
    .map(
      ({ tip, more, delegates, ...rest }): UnsignedTransaction => ({
        ...rest,
        fees: { type: 'eip1559', maxFeePerGas: tip + more, maxPriorityFeePerGas: tip },
        authorizations: delegates.map((one) => authorize({ ...one, chainId: rest.chainId })),
      }),
    )

  it('behavior: viem writes the same bytes, and reads back every field and the sender', async () => {
    await fc.assert(
      fc.asyncProperty(transaction, async (tx) => {
        if (tx.fees.type !== 'eip1559' || tx.to === null) throw new Error('not of type 4')
        const { maxFeePerGas, maxPriorityFeePerGas } = tx.fees
        const theirs = {
          type: 'eip7702',
          chainId: tx.chainId,
          nonce: tx.nonce,
          to: tx.to,
          value: tx.value,
          data: tx.data,
          gas: tx.gas,
          maxFeePerGas,
          maxPriorityFeePerGas,
          authorizationList: (tx.authorizations ?? []).map(({ r, s, ...one }) => ({
            ...one,
            r: bytesToHex(bigBytes(r)),
            s: bytesToHex(bigBytes(s)),
          })),
        } as const
        expect(serializeUnsigned(tx)).toBe(serializeTransaction(theirs))
        const signature = signed(transactionDigest(tx))
        const { raw } = assembleTransaction(tx, signature)
        const [r, s] = [bytesToHex(bigBytes(signature.r)), bytesToHex(bigBytes(signature.s))]
        expect(raw).toBe(serializeTransaction(theirs, { r, s, yParity: signature.yParity }))
        const read = parseTransaction(raw)
        expect(read).toMatchObject({ type: 'eip7702', chainId: tx.chainId })
        const hash = bytesToHex(transactionDigest(tx))
        expect(await recoverAddress({ hash, signature: { r, s, yParity: signature.yParity } })).toBe(OWNER)
      }),
      { numRuns: 50 },
    )
  })

  it.each<[string, Partial<UnsignedTransaction>]>([
    ['of another network', { chainId: 2 }],
    ['with a legacy price', { fees: { type: 'legacy', gasPrice: 1n } }],
    ['in a contract creation', { to: null }],
    ['that is empty', { authorizations: [] }],
  ])('security: a list %s is not encoded', (_, change) => {
    expect(serializeUnsigned(SELF)).toMatch(/^0x04/)
    expect(() => serializeUnsigned({ ...SELF, ...change })).toThrow(
      expect.objectContaining({ name: 'EncodingError' }),
    )
  })
  it('security: an authorization whose signature is out of range is not encoded', () => {
    const [good] = SELF.authorizations ?? []
    if (good === undefined) throw new Error('no authorization')
    expect(() => serializeUnsigned({ ...SELF, authorizations: [{ ...good, s: 0n }] })).toThrow(
      expect.objectContaining({ name: 'EncodingError' }),
    )
  })
})

const bigBytes = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 255n))
