/** What the logs of a trial say by themselves, for when nothing better is known: a contract can log what it likes. */
import { getAddress } from 'viem/utils'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import type { Effects } from './effects.ts'
import type { Log } from './simulated.ts'
import { loggedChanges, TOPICS, touchedBy } from './touched.ts'

/** Amounts and rights as the contracts log them, with nothing known of before. */
export function effectsOfLogs(logs: readonly Log[], account: Address): Effects {
  const changes = [...loggedChanges(logs, account)].map(([key, amount]): Effects['changes'][number] => {
    const [address = '', id] = key.split('#')
    if (address === 'native') return { kind: 'native', amount }
    const contract = getAddress(address)
    return id === undefined
      ? { kind: 'token', token: contract, amount }
      : { kind: 'item', collection: contract, id: BigInt(id), amount }
  })
  return { changes, allowances: rightsLogged(logs, account), unread: [] }
}

/** The last word of each contract about each right. */
function rightsLogged(logs: readonly Log[], account: Address): Effects['allowances'] {
  const { allowances, operators } = touchedBy(logs, account)
  const last = (contract: Address, topic: Hex): bigint => {
    const log = logs.findLast(({ address, topics }) => topics[0] === topic && sameAddress(address, contract))
    return log !== undefined && log.data.length === 66 ? BigInt(log.data) : 0n
  }
  return [
    ...allowances.map(({ token, spender }): Effects['allowances'][number] => {
      const after = last(token, TOPICS.approval)
      return { kind: 'token', token, spender, before: 0n, after, through: null }
    }),
    ...operators.map(({ collection, operator }): Effects['allowances'][number] => {
      const allowed = last(collection, TOPICS.approvalForAll) === 1n
      return { kind: 'all-items', collection, operator, allowed }
    }),
  ]
}
