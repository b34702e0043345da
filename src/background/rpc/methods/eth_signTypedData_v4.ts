/** EIP-712 signature over structured data. https://eips.ethereum.org/EIPS/eip-712 */
import * as v from 'valibot'
import { parseTypedData } from '../../../ethereum/typed-data.ts'
import { InvalidParamsError } from '../../../shared/errors.ts'
import { defineMethod } from '../method.ts'
import { addressParam, parseParams } from '../params.ts'
import { requirePermitted } from '../permitted.ts'

const MOST_CHARS = 256 * 1024
const schema = v.looseTuple([addressParam, v.union([v.string(), v.record(v.string(), v.unknown())])])

export const eth_signTypedData_v4 = defineMethod({
  name: 'eth_signTypedData_v4',
  parse(params, context) {
    const [account, data] = parseParams(schema, params)
    const json = typeof data === 'string' ? data : JSON.stringify(data)
    if (json.length > MOST_CHARS) throw new InvalidParamsError('The data is larger than 256 kB.')
    parseTypedData(json, context.chainId)
    return { account, json }
  },
  run: (_services, context, { account, json }) => ({
    ask: { kind: 'typed-data', account: requirePermitted(context, account), chainId: context.chainId, json },
  }),
})
