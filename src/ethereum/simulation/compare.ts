/** Two looks at the same transaction: whether they tell the same, and whether the later one is worse. */
import type { BalanceChange, RightChange } from '../../messaging/protocol.ts'

/** What moves from block to block without meaning anything: interest, and the price of a pool. */
const tolerance = (amount: bigint): bigint => (amount < 0n ? -amount : amount) / 100n

/** Two runs in other surroundings. What differs by more than a hundredth depends on who looks. */
export function differ(a: ReadonlyMap<string, bigint>, b: ReadonlyMap<string, bigint>): boolean {
  const keys = new Set([...a.keys(), ...b.keys()])
  return [...keys].some((key) => {
    const [one = 0n, other = 0n] = [a.get(key), b.get(key)]
    const gap = one > other ? one - other : other - one
    return one > 0n !== other > 0n || one < 0n !== other < 0n || gap > tolerance(one)
  })
}

export type Shown = { changes: readonly BalanceChange[]; rights: readonly RightChange[] }

const amounts = (changes: readonly BalanceChange[]) =>
  new Map(changes.map(({ token, item, amount }) => [`${token.toLowerCase()}#${item ?? ''}`, BigInt(amount)]))

/** Whether the account ends with less, or somebody with more rights, than was shown. */
export function isWorse(shown: Shown, now: Shown): boolean {
  const [before, after] = [amounts(shown.changes), amounts(now.changes)]
  const less = [...new Set([...before.keys(), ...after.keys()])].some((key) => {
    const [was = 0n, is = 0n] = [before.get(key), after.get(key)]
    return is < was - tolerance(was)
  })
  return less || now.rights.some((right) => !shown.rights.some((old) => covers(old, right)))
}

/** Whether what was shown gives at least this right. */
const covers = (old: RightChange, right: RightChange): boolean =>
  old.token === right.token &&
  old.spender === right.spender &&
  old.over === right.over &&
  old.item === right.item &&
  old.permit2 === right.permit2 &&
  BigInt(right.amount) <= BigInt(old.amount)
