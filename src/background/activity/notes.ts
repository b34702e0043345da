/** What a list of activity cannot know, said at its end. */
import type { ActivityQuery } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

export async function notesOn(
  services: Services,
  query: ActivityQuery,
  shown: readonly Address[],
): Promise<string[]> {
  const accounts = query.account === null ? shown : [query.account]
  const networks = services.networks
    .list()
    .filter(({ enabled, chainId }) => enabled && (query.chainId === null || query.chainId === chainId))
  const notes = networks.flatMap(({ chainId }) => services.logs.trouble(chainId) ?? [])
  const unread: string[] = []
  for (const { chainId, name } of networks) {
    const indexes = await Promise.all(accounts.map((account) => services.logs.index(chainId, account)))
    const whole = indexes.every(({ covered }) => covered.length === 1 && covered[0]?.[0] === 0)
    if (!whole) unread.push(name)
  }
  if (unread.length > 0)
    notes.push(
      `Older transfers on ${unread.join(', ')} are still being looked for, while the wallet is open, a little at a time.`,
    )
  const coins = [
    ...new Set(
      networks.flatMap(({ chainId, symbol }) => (services.explorers.knows(chainId) ? [] : [symbol])),
    ),
  ].join(', ')
  if (coins === '') return notes
  return [
    ...notes,
    `Coins (${coins}) that others send leave no log on a network: they change the balance, and only an explorer can list them. One can be switched on with a key of yours, in Settings, Outside services.`,
  ]
}
