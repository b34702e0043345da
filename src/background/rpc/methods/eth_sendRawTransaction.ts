/** Passes on what the page signed by itself, five a second at most: it costs whoever runs the endpoint. */
import * as v from 'valibot'
import { keccak256 } from 'viem/utils'
import { EndpointError } from '../../../shared/errors.ts'
import { type Hex, isHex } from '../../../shared/hex.ts'
import { KNOWN } from '../../transactions/errors.ts'
import { defineMethod } from '../method.ts'
import { refuseFramed } from '../not-framed.ts'
import { parseParams } from '../params.ts'
import { readFor } from '../reads.ts'

/** Most that nodes take, with room for a blob or two. */
const MOST_BYTES = 400_000
/** Of the share of reads. */
const COST = 10

/** An RLP list, or one of the envelopes of EIP-2718. */
const raw = v.custom<Hex>(
  (value) => isHex(value) && value.length % 2 === 0 && /^0x(?:0[1-4]|[c-f])/i.test(value),
  'a signed transaction in hexadecimal is wanted',
)
const schema = v.strictTuple([v.pipe(raw, v.maxLength(2 + 2 * MOST_BYTES, 'the transaction is too large'))])

export const eth_sendRawTransaction = defineMethod({
  name: 'eth_sendRawTransaction',
  parse(params, context) {
    refuseFramed(context)
    return parseParams(schema, params)
  },
  async run(services, context, params) {
    try {
      return { result: await readFor(services, context, 'eth_sendRawTransaction', params, COST) }
    } catch (error) {
      // Passed on before, by a worker that was stopped then: the page waits for its hash.
      if (error instanceof EndpointError && KNOWN.test(error.shortMessage))
        return { result: keccak256(params[0]) }
      throw error
    }
  },
})
