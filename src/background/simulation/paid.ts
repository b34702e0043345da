/** A trial that pays for its gas as the real run will. */
import type { Overrides, Price, SimulatedCall } from '../../ethereum/simulation/simulated.ts'
import type { SimulationRequest } from './simulate.ts'

/** Without a price nothing is charged. */
export const priced = ({ from, calls }: SimulationRequest, price?: Price): SimulatedCall[] =>
  calls.map((call) => ({ ...call, from, ...(price === undefined ? {} : { price }) }))

/**
 * An account that cannot pay for the gas gets what it lacks for that, and nothing for what it sends: a contract that
 * sees no price would know that it is only looked at. What the account wins and loses is told from its real balance.
 */
export function funded(
  { from, calls, balance }: SimulationRequest,
  { most }: Price,
  overrides: Overrides,
): Overrides {
  const cost = calls.reduce((sum, { gas }) => sum + gas * most, 0n)
  const lacks = calls.reduce((sum, { value }) => sum + value, cost) - (balance ?? 0n)
  if (balance === undefined || lacks <= 0n) return overrides
  return { ...overrides, [from]: { ...overrides[from], balance: balance + (lacks < cost ? lacks : cost) } }
}
