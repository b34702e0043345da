/** EIP-191 signature over a message. https://eips.ethereum.org/EIPS/eip-191 */
import { parseAddress } from '../../../ethereum/address.ts'
import { parsePersonalMessage } from '../../../ethereum/message.ts'
import { InvalidParamsError } from '../../../shared/errors.ts'
import { bytesToHex } from '../../../shared/hex.ts'
import { defineMethod } from '../method.ts'
import { requirePermitted } from '../permitted.ts'

const MOST_BYTES = 64 * 1024

export const personal_sign = defineMethod({
  name: 'personal_sign',
  parse(params) {
    const { bytes, address } = parsePersonalMessage(params)
    if (bytes.length > MOST_BYTES) throw new InvalidParamsError('The message is larger than 64 kB.')
    return { bytes, account: parseAddress(address) }
  },
  run: (_services, context, { bytes, account }) => ({
    ask: {
      kind: 'message',
      account: requirePermitted(context, account),
      bytes: bytesToHex(bytes),
      chainId: context.chainId,
    },
  }),
})
