/** Keccak-256 of bytes. https://eips.ethereum.org/EIPS/eip-1474 */

import * as v from 'valibot'
import { keccak256 } from 'viem/utils'
import { defineMethod } from '../method.ts'
import { bytesParam, parseParams } from '../params.ts'

const schema = v.looseTuple([bytesParam])

export const web3_sha3 = defineMethod({
  name: 'web3_sha3',
  parse: (params) => parseParams(schema, params)[0],
  run: (_services, _context, bytes) => ({ result: keccak256(bytes) }),
})
