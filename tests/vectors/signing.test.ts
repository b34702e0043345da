/** Transactions and messages, hashed by viem and signed by the vault: the way that the wallet goes. */

import {
  type Hex,
  hashMessage,
  hashTypedData,
  keccak256,
  parseTransaction,
  recoverAddress,
  serializeSignature,
  serializeTransaction,
  type TransactionSerializable,
  toHex,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { hexToBytes, isHex } from '../../src/shared/hex.ts'
import { deriveAddresses, secretFromPrivateKey, sign } from '../../src/vault/index.ts'
import messages from './messages.json'
import transactions from './transactions.json'

const hex = (text: string): Hex => {
  if (!isHex(text)) throw new Error(`not hexadecimal: ${text}`)
  return text
}

async function signHash(privateKey: string, hash: string) {
  const { r, s, yParity } = await sign(secretFromPrivateKey(privateKey), 0, hexToBytes(hash))
  return { r: toHex(r, { size: 32 }), s: toHex(s, { size: 32 }), yParity }
}

async function signTransaction(privateKey: string, transaction: TransactionSerializable): Promise<Hex> {
  const signature = await signHash(privateKey, keccak256(serializeTransaction(transaction)))
  return serializeTransaction(transaction, { ...signature, v: BigInt(27 + signature.yParity) })
}

describe('transactions', () => {
  test('behavior: EIP-155, the example', async () => {
    const { eip155 } = transactions
    const { nonce, chainId, to, gas, gasPrice, value } = eip155.transaction
    const transaction = {
      type: 'legacy',
      chainId,
      nonce,
      to: hex(to),
      gas: BigInt(gas),
      gasPrice: BigInt(gasPrice),
      value: BigInt(value),
    } as const
    expect(serializeTransaction(transaction)).toBe(eip155.unsigned)
    expect(keccak256(serializeTransaction(transaction))).toBe(eip155.hash)
    const { r, s, yParity } = await signHash(eip155.privateKey, eip155.hash)
    expect([BigInt(r), BigInt(s), BigInt(2 * chainId + 35 + yParity)]).toEqual(
      [eip155.r, eip155.s, eip155.v].map(BigInt),
    )
    expect(await signTransaction(eip155.privateKey, transaction)).toBe(eip155.signed)
  })

  test('behavior: EIP-2930', async () => {
    const { eip2930 } = transactions
    const { nonce, chainId, to, gas, gasPrice, value, data } = eip2930.transaction
    const transaction: TransactionSerializable = {
      type: 'eip2930',
      chainId,
      nonce,
      to: hex(to),
      gas: BigInt(gas),
      gasPrice: BigInt(gasPrice),
      value: BigInt(value),
      data: hex(data),
      accessList: eip2930.accessList.map(({ address, storageKeys }) => ({
        address: hex(address),
        storageKeys: storageKeys.map(hex),
      })),
    }
    const signed = await signTransaction(eip2930.privateKey, transaction)
    const { r, s, yParity } = eip2930
    expect((await deriveAddresses(secretFromPrivateKey(eip2930.privateKey), 0, 1))[0]?.toLowerCase()).toBe(
      eip2930.sender,
    )
    expect(parseTransaction(signed)).toMatchObject({ r, s, yParity })
    const signature = await signHash(eip2930.privateKey, keccak256(serializeTransaction(transaction)))
    expect(signature).toEqual({ r, s, yParity })
  })

  test.each(transactions.eip1559.vectors)(
    'behavior: EIP-1559, nonce %i',
    async (nonce, value, gas, maxPriorityFeePerGas, maxFeePerGas, signed) => {
      const { privateKey, chainId, to } = transactions.eip1559
      const transaction: TransactionSerializable = {
        type: 'eip1559',
        chainId,
        nonce: Number(nonce),
        to: hex(to),
        value: BigInt(value ?? 0),
        gas: BigInt(gas ?? 0),
        maxPriorityFeePerGas: BigInt(maxPriorityFeePerGas ?? 0),
        maxFeePerGas: BigInt(maxFeePerGas ?? 0),
      }
      expect(await signTransaction(privateKey, transaction)).toBe(
        `0x${String(signed).slice('0xb871'.length)}`,
      )
    },
  )

  test.each(transactions.recover)(
    'behavior: EIP-155, signing hash %s',
    async (hash = '', sender, rlp = '') => {
      const { r = '', s = '', yParity, v: _, ...transaction } = parseTransaction(hex(rlp))
      expect(keccak256(serializeTransaction(transaction))).toBe(hash)
      const address = await recoverAddress({
        hash: hex(hash),
        signature: { r: hex(r), s: hex(s), yParity: yParity ?? 0 },
      })
      expect(address.toLowerCase()).toBe(sender)
    },
  )
})

describe('messages', () => {
  test.each(messages.personal)(
    'behavior: EIP-191, $message',
    async ({ privateKey, message, hash, signature }) => {
      expect(hashMessage(message)).toBe(hash)
      expect(serializeSignature(await signHash(privateKey, hash))).toBe(signature)
    },
  )

  test.each(messages.typedData)('behavior: EIP-712, $name', async ({ data, hash, signature }) => {
    const { types, primaryType, domain, message } = data
    const definition = { types: { ...types }, primaryType, domain: typedDomain(domain), message }
    expect(hashTypedData<Record<string, unknown>, string>(definition)).toBe(hash)
    expect(serializeSignature(await signHash(messages.cow, hash))).toBe(signature)
  })
})

const typedDomain = ({ verifyingContract, ...rest }: { verifyingContract: string }) => ({
  ...rest,
  verifyingContract: hex(verifyingContract),
})
