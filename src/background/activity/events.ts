/** What contracts logged in a transaction, read again from its network, as far as the table of events knows it. */
import * as v from 'valibot'
import { readEvent } from '../../ethereum/explain/events.ts'
import { type Address, type Hex, isAddressLike, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { minedOf } from '../transactions/mined.ts'

const MOST = 60
const hex = v.custom<Hex>(isHex, 'not hexadecimal')
const log = v.object({
  address: v.custom<Address>(isAddressLike, 'not an address'),
  topics: v.pipe(v.array(hex), v.maxLength(4)),
  data: hex,
})

type Raw = { label: string; value: string }[]

/** Never rejects: what is stored is shown, whatever the network says. */
export async function eventsOf(services: Services, chainId: number, hash: Hex): Promise<Raw> {
  try {
    const [mined] = await Promise.all([minedOf(services, chainId, hash), services.reader.ready()])
    if (mined === null) return []
    const { library } = services.reader.context(chainId, null)
    return mined.logs.slice(0, MOST).flatMap((raw, i) => {
      const parsed = v.safeParse(log, raw)
      if (!parsed.success) return []
      const { address, topics, data } = parsed.output
      const known = readEvent({ topics, data }, library?.events(topics[0] ?? '0x') ?? [])
      const by = services.assets.tokens.find(chainId, address)?.symbol ?? address
      const lines = known?.fields.map(({ name, value, depth }) => `${'  '.repeat(depth)}${name}: ${value}`)
      return [
        {
          label: `Event ${i + 1}: ${known?.name ?? 'unknown'}, of ${by}`,
          value: (lines ?? [...topics, data]).join('\n') || 'no fields',
        },
      ]
    })
  } catch {
    return [{ label: 'Events', value: 'The network could not be asked for them.' }]
  }
}
