import type { ActivityRow, TokenId } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
import { TokenMark } from '../components/Identicon.tsx'
import { fold } from '../format.ts'
import { type Choice, sameToken } from './tokens.ts'

export type Pair = { sell: Choice; buy: Choice }
const MOST = 4

/** What was swapped of late, by the activity: nothing is kept for it. */
export function recentPairs(
  activity: readonly ActivityRow[],
  chainId: number,
  choices: readonly Choice[],
): Pair[] {
  const find = (token: TokenId) => choices.find((choice) => sameToken(choice.token, token))
  const pairs = new Map<string, Pair>()
  for (const { kind, status, chainId: on, source, moves } of activity) {
    if (kind !== 'swap' || source !== 'wallet' || status !== 'confirmed' || on !== chainId) continue
    const coins = moves.filter((move) => move.kind === 'native' || move.kind === 'erc20')
    const sold = coins.find((move) => move.amount.startsWith('-'))
    const bought = coins.find((move) => !move.amount.startsWith('-'))
    const sell = sold && find(sold.token)
    const buy = bought && find(bought.token)
    if (sell && buy) pairs.set(`${sell.token} ${buy.token}`, { sell, buy })
    if (pairs.size === MOST) break
  }
  return [...pairs.values()]
}

export function Recent({ pairs, onChoose }: { pairs: readonly Pair[]; onChoose: (pair: Pair) => void }) {
  if (pairs.length === 0) return null
  return (
    <section className="swap-recent" aria-label="Recent pairs">
      <h2 className="small quiet">Recent pairs</h2>
      <div className="swap-pairs">
        {pairs.map((pair) => (
          <button
            key={`${pair.sell.token} ${pair.buy.token}`}
            type="button"
            className="swap-pair"
            data-testid="swap-recent"
            onClick={() => onChoose(pair)}
          >
            <TokenMark symbol={pair.sell.symbol} seed={pair.sell.token} size={20} />
            <bdi>{fold(pair.sell.symbol, 10)}</bdi>
            <span className="visually-hidden">to</span>
            <Icon name="chevron" size={12} />
            <TokenMark symbol={pair.buy.symbol} seed={pair.buy.token} size={20} />
            <bdi>{fold(pair.buy.symbol, 10)}</bdi>
          </button>
        ))}
      </div>
    </section>
  )
}
