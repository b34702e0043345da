/** Whose signature over a message this is (EIP-191). Needs no key, and tells nothing of the wallet. */
import { recoverPublicKey } from '@noble/secp256k1'
import * as v from 'valibot'
import { publicKeyToAddress } from 'viem/utils'
import { messageDigest, parseMessage } from '../../../ethereum/message.ts'
import { InvalidParamsError } from '../../../shared/errors.ts'
import { bytesToHex, hexToBytes } from '../../../shared/hex.ts'
import { defineMethod } from '../method.ts'
import { parseParams } from '../params.ts'

const schema = v.looseTuple([
  v.string(),
  v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{130}$/, 'a signature is 65 bytes in hexadecimal')),
])

/** v as wallets write it, to the parity that the library wants in front. */
const PARITY = new Map([
  ['00', '00'],
  ['01', '01'],
  ['1b', '00'],
  ['1c', '01'],
])

export const personal_ecRecover = defineMethod({
  name: 'personal_ecRecover',
  parse(params) {
    const [data, signature] = parseParams(schema, params)
    const parity = PARITY.get(signature.slice(-2).toLowerCase())
    if (parity === undefined) throw new InvalidParamsError('The last byte of a signature is 27 or 28.')
    return {
      digest: messageDigest(parseMessage(data)),
      signed: hexToBytes(parity + signature.slice(2, -2)),
    }
  },
  run(_services, _context, { digest, signed }) {
    const address = publicKeyToAddress(bytesToHex(recover(signed, digest)))
    return { result: address.toLowerCase() }
  },
})

function recover(signed: Uint8Array, digest: Uint8Array): Uint8Array {
  try {
    return recoverPublicKey(signed, digest, { prehash: false, isCompressed: false })
  } catch {
    throw new InvalidParamsError('No account can have made this signature.')
  }
}
