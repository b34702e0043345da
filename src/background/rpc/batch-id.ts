import { parseId } from '../../ethereum/calls-request.ts'
import { InvalidParamsError } from '../../shared/errors.ts'

/** The id of a batch, as the only parameter. @throws InvalidParamsError */
export function batchIdOf(params: unknown): string {
  const id = Array.isArray(params) && params.length === 1 ? parseId(params[0]) : null
  if (id === null) throw new InvalidParamsError('The only parameter must be the id of a batch.')
  return id
}
