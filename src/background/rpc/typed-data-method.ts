/** What the methods for typed data share: their parameters come in either order, the data as an object or its JSON. */
import { parseAddress } from '../../ethereum/address.ts'
import { parseTypedData } from '../../ethereum/typed-data.ts'
import { checkShape } from '../../ethereum/typed-data-limits.ts'
import { parseTypedList } from '../../ethereum/typed-data-v1.ts'
import { InvalidParamsError } from '../../shared/errors.ts'
import { isAddressLike } from '../../shared/hex.ts'
import { defineMethod, type Method } from './method.ts'
import { requirePermitted } from './permitted.ts'

const MOST_CHARS = 256 * 1024

/** @param version 1 takes [data, address], the others [address, data] (EIP-712) */
export function typedDataMethod(name: string, version: 1 | 3 | 4): Method {
  return defineMethod({
    name,
    parse(params, context, services) {
      const { address, data } = split(name, version, params)
      // Before it becomes text: what JSON cannot carry has an answer of its own.
      checkShape(data)
      const json = typeof data === 'string' ? data : JSON.stringify(data)
      if (json.length > MOST_CHARS) throw new InvalidParamsError('The typed data is larger than 256 kB.')
      const own = services.accounts.list().map((account) => account.address)
      if (version === 1) parseTypedList(json)
      else parseTypedData(json, context.chainId, version, own)
      return { account: parseAddress(address), json }
    },
    run: (_services, context, { account, json }) => ({
      ask: {
        kind: 'typed-data',
        account: requirePermitted(context, account),
        chainId: context.chainId,
        json,
        version,
      },
    }),
  })
}

function split(name: string, version: 1 | 3 | 4, params: unknown): { address: string; data: unknown } {
  if (!Array.isArray(params)) throw new InvalidParamsError(`${name} takes a list of parameters.`)
  const [first, second]: unknown[] = params
  const [given, other] = version === 1 ? [second, first] : [first, second]
  const [address, data] = !isAddressLike(given) && isAddressLike(other) ? [other, given] : [given, other]
  const isData = typeof data === 'string' || (typeof data === 'object' && data !== null)
  if (typeof address !== 'string' || !isData)
    throw new InvalidParamsError(`${name} needs an address and the data to sign.`)
  return { address, data }
}
