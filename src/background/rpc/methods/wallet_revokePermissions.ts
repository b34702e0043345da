/** Takes back what the site was given: either name takes back all of it. */
import * as v from 'valibot'
import { InvalidParamsError, UnauthorizedError } from '../../../shared/errors.ts'
import { defineMethod } from '../method.ts'
import { parseParams } from '../params.ts'

const schema = v.looseTuple([v.record(v.string(), v.unknown())])

export const wallet_revokePermissions = defineMethod({
  name: 'wallet_revokePermissions',
  parse(params) {
    const [named] = parseParams(schema, params)
    if (Object.keys(named).length === 0) throw new InvalidParamsError('Name at least one permission.')
    return null
  },
  async run({ sites, events }, { origin, request }) {
    if (request.framed) throw new UnauthorizedError()
    await sites.revoke(origin)
    await events.refresh()
    return { result: null }
  },
})
