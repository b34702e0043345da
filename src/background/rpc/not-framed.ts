import { UnauthorizedError } from '../../shared/errors.ts'
import type { Context } from './method.ts'

/** For what is public but costs: not for a page inside a page of another site. @throws UnauthorizedError */
export function refuseFramed({ request }: Context): void {
  if (request.framed)
    throw new UnauthorizedError('Candor does not do this for a page inside a page of another site.')
}
