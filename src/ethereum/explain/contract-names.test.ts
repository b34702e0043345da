import { describe, expect, test } from 'vitest'
import { contractName } from './contract-names.ts'
import { createLibrary } from './library.ts'

const POOL = '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2'
const QUEUE = '0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1'
const file = (owner: string, contractName: string, address: string) => ({
  context: { contract: { deployments: [{ chainId: 1, address }] } },
  metadata: { owner, contractName },
})
const library = createLibrary(
  JSON.stringify({
    first: file('Aave', 'Aave v3 pool', POOL),
    second: file('Somebody', 'else', POOL),
    queue: file('Lido', 'Withdrawal queue', QUEUE),
  }),
  '',
)
const token = () => null

describe('names of contracts', () => {
  test('behavior: of the first descriptor that is bound to it, on its network alone', () => {
    expect(contractName(1, POOL, { library, token })).toBe('Aave v3 pool')
    expect(contractName(1, '0x87870bca3f3fd6335c3f4ce8392d69350b4fa4e2', { library, token })).toBe(
      'Aave v3 pool',
    )
    expect(contractName(1, QUEUE, { library, token })).toBe('Lido Withdrawal queue')
    expect(contractName(10, POOL, { library, token })).toBeNull()
    expect(contractName(1, POOL, { library: null, token })).toBeNull()
  })

  test('security: a token by its symbol where the wallet vouches for it, never by its own word', () => {
    const known = { address: QUEUE, name: 'A', symbol: 'AAA', decimals: 18 } as const
    expect(contractName(1, QUEUE, { library, token: () => known })).toBe('AAA')
    const claimed = { ...known, origin: 'read' } as const
    expect(contractName(1, QUEUE, { library, token: () => claimed })).toBe('Lido Withdrawal queue')
    expect(contractName(10, QUEUE, { library, token: () => claimed })).toBeNull()
  })
})
