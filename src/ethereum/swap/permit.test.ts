import {
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionData,
  hashDomain,
  hashTypedData,
  parseAbi,
} from 'viem'
import { expect, test } from 'vitest'
import { domainSeparator, permitData, permitReads, permitsOf, withPermit } from './permit.ts'

const TOKEN = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const OWNER = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SPENDER = '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45'
const text = (value: string) => encodeAbiParameters([{ type: 'string' }], [value])
const uint = (value: bigint) => encodeAbiParameters([{ type: 'uint256' }], [value])
const domain = { name: 'USD Coin', version: '2', chainId: 1, verifyingContract: TOKEN } as const
const fields = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
] as const
const separator = hashDomain({ domain: { ...domain, chainId: 1n }, types: { EIP712Domain: fields } })
const PERMIT = '0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9'
const DAI_PERMIT = '0xea2aa0a1be11a07ed86d755c93467f4f82362b452371d1ba94d1715123511acb'

test('behavior: the domain is as EIP-712 hashes it', () => {
  expect(domainSeparator('USD Coin', '2', 1, TOKEN)).toBe(separator)
  expect(permitReads(OWNER)).toHaveLength(6)
})

test('behavior: a token by the standard takes permits, with its next nonce', () => {
  const told = [uint(7n), separator, text('USD Coin'), text('2'), PERMIT, null] as const
  expect(permitsOf(told, 1, TOKEN)).toEqual({ name: 'USD Coin', version: '2', nonce: '7' })
  // Its version untold, and its domain by EIP-5267.
  const later = [uint(0n), separator, text('USD Coin'), null, null, '0x0f'] as const
  expect(permitsOf(later, 1, TOKEN)).toMatchObject({ version: '2' })
})

test('security: one of another form, another domain, or that tells nothing, takes none', () => {
  const told = [uint(7n), separator, text('USD Coin'), text('2'), PERMIT, null] as const
  expect(permitsOf([...told.slice(0, 4), DAI_PERMIT, null], 1, TOKEN)).toBeNull()
  expect(permitsOf(told, 10, TOKEN)).toBeNull()
  expect(permitsOf([null, ...told.slice(1)], 1, TOKEN)).toBeNull()
  expect(permitsOf([...told.slice(0, 2), text('USD\u200b Coin'), ...told.slice(3)], 1, TOKEN)).toBeNull()
  expect(permitsOf([...told.slice(0, 4), null, null], 1, TOKEN)).toBeNull()
})

test('behavior: what is signed is the permit of EIP-2612, and the router hands it in first', () => {
  const order = {
    chainId: 1,
    token: TOKEN,
    owner: OWNER,
    spender: SPENDER,
    value: '5',
    deadline: '99',
  } as const
  const data = JSON.parse(permitData(order, { name: 'USD Coin', version: '2', nonce: '7' }))
  const types = { Permit: data.types.Permit }
  const message = { owner: OWNER, spender: SPENDER, value: 5n, nonce: 7n, deadline: 99n } as const
  expect(hashTypedData({ domain: data.domain, types, primaryType: 'Permit', message: data.message })).toBe(
    hashTypedData({ domain, types, primaryType: 'Permit', message }),
  )
  const abi = parseAbi([
    'function multicall(uint256 deadline, bytes[] data)',
    'function selfPermitIfNecessary(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)',
  ])
  const call = encodeFunctionData({ abi, functionName: 'multicall', args: [99n, ['0x1234']] })
  const [r, s] = [`0x${'5'.repeat(64)}`, `0x${'6'.repeat(64)}`] as const
  const { args } = decodeFunctionData({ abi, data: withPermit(call, order, `${r}${s.slice(2)}1b`) })
  const [deadline, [permit, then] = []] = args as readonly [bigint, readonly `0x${string}`[]]
  expect([deadline, then]).toEqual([99n, '0x1234'])
  expect(decodeFunctionData({ abi, data: permit ?? '0x' }).args).toEqual([TOKEN, 5n, 99n, 27, r, s])
  const first = parseAbi(['function multicall(bytes[] data)'])
  const before = encodeFunctionData({ abi: first, functionName: 'multicall', args: [['0x1234']] })
  const { args: all } = decodeFunctionData({
    abi: first,
    data: withPermit(before, order, `${r}${s.slice(2)}1b`),
  })
  expect(all).toEqual([[permit, '0x1234']])
  expect(() => withPermit('0xdeadbeef', order, `${r}${s.slice(2)}1b`)).toThrow('not a call of the router')
})
