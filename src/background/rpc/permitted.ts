import { UnauthorizedError } from '../../shared/errors.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Context } from './method.ts'

/** The account as the site was given it. @throws UnauthorizedError when it was not. */
export function requirePermitted(context: Context, account: Address): Address {
  const permitted = context.accounts.find((one) => sameAddress(one, account))
  if (permitted === undefined) throw new UnauthorizedError()
  return permitted
}
