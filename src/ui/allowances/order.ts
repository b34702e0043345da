import { parseValue } from '../../ethereum/value.ts'
import type { AllowanceView } from '../../messaging/protocol.ts'

export const rowKey = ({ chainId, kind, token, spender, tokenId }: AllowanceView): string =>
  `${chainId} ${kind} ${token} ${spender} ${tokenId ?? ''}`

/** What is known to be worth most first, then what may be taken without a known value, then what nobody can take now. */
function rank({ atRisk, value }: AllowanceView): number {
  if (atRisk === '0') return 2
  return value === null ? 1 : 0
}

function byRisk(a: AllowanceView, b: AllowanceView): number {
  const apart = rank(a) - rank(b)
  if (apart !== 0) return apart
  const [one, other] = [parseValue(a.value ?? '0') ?? 0n, parseValue(b.value ?? '0') ?? 0n]
  return one === other ? 0 : one > other ? -1 : 1
}

/** NFTs are valued by nobody; a token on no list may be bait. */
export function sortAllowances(rows: readonly AllowanceView[]): {
  known: AllowanceView[]
  unlisted: AllowanceView[]
} {
  const isNft = ({ kind }: AllowanceView) => kind === 'item' || kind === 'all'
  const sorted = rows.toSorted(byRisk)
  return {
    known: sorted.filter((row) => row.listed || isNft(row)),
    unlisted: sorted.filter((row) => !row.listed && !isNft(row)),
  }
}

/** Together, where all of them are valued in one currency; rights over the same tokens count once, at the highest. */
export function totalAtRisk(rows: readonly AllowanceView[]): bigint {
  const highest = new Map<string, bigint>()
  for (const { chainId, token, value } of rows) {
    const key = `${chainId} ${token}`
    const worth = parseValue(value ?? '0') ?? 0n
    if (worth > (highest.get(key) ?? 0n)) highest.set(key, worth)
  }
  return [...highest.values()].reduce((sum, worth) => sum + worth, 0n)
}
