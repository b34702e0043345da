/** EIP-2255: asks for accounts, always with a question. https://eips.ethereum.org/EIPS/eip-2255 */
import * as v from 'valibot'
import { InvalidParamsError } from '../../../shared/errors.ts'
import { askToConnect, permissionsOf } from '../connect.ts'
import { defineMethod } from '../method.ts'
import { addressParam, chainIdParam, parseParams } from '../params.ts'

const accounts = v.pipe(v.array(addressParam), v.maxLength(100))
const chains = v.pipe(v.array(chainIdParam), v.maxLength(100))
/**
 * What each permission may be narrowed to. As EIP-2255 writes it, by the caveat's name, where others are passed over
 * (old pages name the methods they need); or as the most used wallet does, a list of caveats, each of which must be known.
 */
const schema = v.looseTuple([
  v.strictObject(
    {
      eth_accounts: v.nullish(
        v.looseObject({
          restrictReturnedAccounts: v.optional(accounts),
          caveats: v.nullish(
            v.array(v.object({ type: v.literal('restrictReturnedAccounts'), value: accounts })),
          ),
        }),
      ),
      'endowment:permitted-chains': v.nullish(
        v.looseObject({
          restrictNetworkSwitching: v.optional(chains),
          caveats: v.nullish(
            v.array(v.object({ type: v.literal('restrictNetworkSwitching'), value: chains })),
          ),
        }),
      ),
    },
    'not a permission that exists',
  ),
])

export const wallet_requestPermissions = defineMethod({
  name: 'wallet_requestPermissions',
  parse(params) {
    const [wanted] = parseParams(schema, params)
    if (Object.keys(wanted).length === 0) throw new InvalidParamsError('Name at least one permission.')
    const { eth_accounts: seen, 'endowment:permitted-chains': used } = wanted
    return {
      accounts: [
        ...(seen?.restrictReturnedAccounts ?? []),
        ...(seen?.caveats ?? []).flatMap(({ value }) => value),
      ],
      chainIds: [
        ...(used?.restrictNetworkSwitching ?? []),
        ...(used?.caveats ?? []).flatMap(({ value }) => value),
      ],
    }
  },
  run: (services, context, wanted) => askToConnect(services, context, wanted),
  answer: (services, origin) => permissionsOf(services, origin),
})
