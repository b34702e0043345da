import { type Address, sameAddress } from '../../shared/hex.ts'

const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** What an account got of a token, by logs of a transaction (ERC-20 `Transfer`), less what it gave. */
export function readTransfers(logs: readonly unknown[], token: Address, account: Address): bigint {
  const party = (topic: unknown) => typeof topic === 'string' && sameAddress(`0x${topic.slice(26)}`, account)
  return logs.reduce<bigint>((sum, log) => {
    const found = new Map<string, unknown>(Object.entries(log ?? {}))
    const [address, topics, data] = [found.get('address'), found.get('topics'), found.get('data')]
    if (typeof address !== 'string' || !sameAddress(address, token) || !Array.isArray(topics)) return sum
    if (topics[0] !== TRANSFER || topics.length !== 3 || typeof data !== 'string') return sum
    if (!/^0x[0-9a-f]{64}$/i.test(data)) return sum
    const value = BigInt(data)
    return sum + (party(topics[2]) ? value : 0n) - (party(topics[1]) ? value : 0n)
  }, 0n)
}
