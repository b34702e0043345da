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

export const personal_ecRecover = defineMethod({
  name: 'personal_ecRecover',
  parse(params) {
    const [data, signature] = parseParams(schema, params)
    const bytes = hexToBytes(signature)
    // r, s, v as wallets write it; the library wants the parity in front.
    const parity = [0, 1, 0, 1][[0, 1, 27, 28].indexOf(bytes[64] ?? 2)]
    if (parity === undefined) throw new InvalidParamsError('The last byte of a signature is 27 or 28.')
    return {
      digest: messageDigest(parseMessage(data)),
      signed: Uint8Array.of(parity, ...bytes.subarray(0, 64)),
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
