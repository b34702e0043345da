/** The data behind a row, as it is stored, for those who want to check it. */
import type { Address } from '../../shared/hex.ts'
import { pagesOf } from '../explorers/both.ts'
import type { Services } from '../services.ts'
import { eventsOf } from './events.ts'
import { networkId } from './network-rows.ts'

type Raw = { label: string; value: string }[]

export async function rawOf(services: Services, id: string, account: Address, at: number): Promise<Raw> {
  if (id.startsWith('signed:')) return rawSigned(services, id.slice('signed:'.length), account)
  if (id.startsWith('net:')) return rawLogs(services, id, account, at)
  const pending = services.transactions.pending().find((one) => one.id === id)
  if (pending !== undefined) return [{ label: 'Signed transaction', value: pending.raw }]
  for await (const rows of services.history.pages(account, at + 1)) {
    const found = rows.find((one) => one.id === id)
    if (found !== undefined)
      return [
        { label: 'Signed transaction', value: found.raw },
        ...(await eventsOf(services, found.chainId, found.hash)),
      ]
    if (rows.every(({ createdAt }) => createdAt < at)) break
  }
  return []
}

async function rawSigned(services: Services, id: string, account: Address): Promise<Raw> {
  const one = await services.signed.find(account, id)
  if (one === undefined) return []
  return [
    { label: one.cut ? 'What was signed, the beginning' : 'What was signed', value: one.content },
    { label: 'Digest', value: one.digest },
  ]
}

async function rawLogs(services: Services, id: string, account: Address, at: number): Promise<Raw> {
  const [, chain = ''] = id.split(':')
  for await (const logs of pagesOf(services, Number(chain), account, at + 1)) {
    const found = logs.filter(({ chainId, hash }) => networkId(chainId, hash, account) === id)
    if (found.length > 0)
      return found.map(({ chainId: _c, account: _a, ...log }) => ({
        label: log.source === 'explorer' ? 'Told by an explorer' : `Log ${log.log}`,
        value: JSON.stringify(log, null, 2),
      }))
    if (logs.every((log) => log.at < at)) break
  }
  return []
}
