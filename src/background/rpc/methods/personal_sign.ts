/**
 * EIP-191 signature over a message; a message by which a person signs in is a question of its own.
 * https://eips.ethereum.org/EIPS/eip-191 https://eips.ethereum.org/EIPS/eip-4361
 */
import { parseAddress } from '../../../ethereum/address.ts'
import { messageText, parsePersonalMessage } from '../../../ethereum/message.ts'
import { parseSignIn } from '../../../ethereum/siwe.ts'
import { bytesToHex } from '../../../shared/hex.ts'
import { defineMethod } from '../method.ts'
import { requirePermitted } from '../permitted.ts'

export const personal_sign = defineMethod({
  name: 'personal_sign',
  parse(params) {
    const { bytes, address } = parsePersonalMessage(params)
    return { bytes, account: parseAddress(address) }
  },
  run(_services, context, { bytes, account }) {
    const text = messageText(bytes)
    return {
      ask: {
        kind: text !== null && parseSignIn(text) !== null ? 'sign-in' : 'message',
        account: requirePermitted(context, account),
        bytes: bytesToHex(bytes),
        chainId: context.chainId,
      },
    }
  },
})
