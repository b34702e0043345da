/** EIP-2255: asks for accounts, always with a question. https://eips.ethereum.org/EIPS/eip-2255 */
import * as v from 'valibot'
import { InvalidParamsError } from '../../../shared/errors.ts'
import { askToConnect, permissionsOf } from '../connect.ts'
import { defineMethod } from '../method.ts'
import { parseParams } from '../params.ts'

const CAPABILITIES = new Set(['eth_accounts', 'endowment:permitted-chains'])
const schema = v.looseTuple([v.record(v.string(), v.unknown())])

export const wallet_requestPermissions = defineMethod({
  name: 'wallet_requestPermissions',
  parse(params) {
    const [wanted] = parseParams(schema, params)
    const names = Object.keys(wanted)
    if (names.length === 0) throw new InvalidParamsError('Name at least one permission.')
    for (const name of names)
      if (!CAPABILITIES.has(name))
        throw new InvalidParamsError(`The permission "${name.slice(0, 60)}" does not exist.`)
    return null
  },
  run: (services, context) => askToConnect(services, context),
  answer: (services, origin) => permissionsOf(services, origin),
})
