/**
 * Accounts of a secret: BIP-44 m/44'/60'/0'/0/i, or the one account of a private key. Everything derived on the
 * way is wiped before the promise settles, whether it succeeds or not.
 */

import { getPublicKey } from '@noble/secp256k1'
import { HARDENED_OFFSET, HDKey } from '@scure/bip32'
import { InvalidParamsError } from '../shared/errors.ts'
import type { Address } from '../shared/hex.ts'
import { addressOf } from './address.ts'
import { type Bytes, present, wipe } from './bytes.ts'
import { entropyToMnemonic, mnemonicToSeed } from './mnemonic.ts'
import type { Secret } from './secret.ts'
import { type Signature, signDigest } from './signature.ts'

export type { Secret } from './secret.ts'
export type { Signature } from './signature.ts'

/** m/44'/60'/0'/0 of BIP-44 with the coin type of Ethereum (SLIP-44). */
const BRANCH = [HARDENED_OFFSET + 44, HARDENED_OFFSET + 60, HARDENED_OFFSET, 0] as const

/**
 * The addresses of the accounts `from` to `from + count - 1`, in EIP-55. The seed is derived once. A private key
 * has the account 0 only.
 * @throws InvalidParamsError on indexes that are not of a non-hardened child
 */
export async function deriveAddresses(secret: Secret, from: number, count: number): Promise<Address[]> {
  checkIndex(from)
  checkIndex(count)
  checkIndex(from + count)
  if (secret.kind === 'private-key') {
    return [addressOf(getPublicKey(secret.key))].slice(from, from + count)
  }
  return withBranch(secret, (branch) =>
    Array.from({ length: count }, (_, i) => {
      const account = branch.deriveChild(from + i).wipePrivateData()
      return addressOf(present(account.publicKey))
    }),
  )
}

/**
 * Signs 32 bytes with the key of one account: deterministic (RFC 6979), low s, checked before it is returned.
 * @throws InvalidParamsError on a bad index or digest, SigningError when the check fails
 */
export async function sign(secret: Secret, index: number, digest: Uint8Array): Promise<Signature> {
  const key = await privateKeyOf(secret, index)
  try {
    return signDigest(key, digest)
  } finally {
    wipe(key)
  }
}

/**
 * The private key of one account: a copy, for signing or for a reveal that a password allowed. The caller wipes it.
 * @returns 32 bytes
 * @throws InvalidParamsError on a bad index
 */
export async function privateKeyOf(secret: Secret, index: number): Promise<Bytes> {
  checkIndex(index)
  if (secret.kind === 'private-key') {
    if (index !== 0) throw new InvalidParamsError('A private key has one account.')
    return Uint8Array.from(secret.key)
  }
  return withBranch(secret, (branch) => {
    const account = branch.deriveChild(index)
    const key = Uint8Array.from(present(account.privateKey))
    account.wipePrivateData()
    return key
  })
}

async function withBranch<T>(
  secret: Extract<Secret, { kind: 'mnemonic' }>,
  use: (branch: HDKey) => T,
): Promise<T> {
  const seed = await mnemonicToSeed(entropyToMnemonic(secret.entropy), secret.passphrase)
  const nodes: HDKey[] = []
  try {
    let node = HDKey.fromMasterSeed(seed)
    nodes.push(node)
    for (const index of BRANCH) {
      node = node.deriveChild(index)
      nodes.push(node)
    }
    return use(node)
  } finally {
    wipe(seed)
    for (const node of nodes) node.wipePrivateData()
  }
}

function checkIndex(index: number): void {
  if (!Number.isSafeInteger(index) || index < 0 || index >= HARDENED_OFFSET) {
    throw new InvalidParamsError('An account index is a whole number from 0 to 2^31 - 1.')
  }
}
