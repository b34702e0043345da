/** What outside services of swaps run, on the local chain. */
import { type Address, encodeFunctionData, type Hex, parseAbi } from 'viem'
import code from './artifacts/code.json' with { type: 'json' }
import type { Devnet } from './devnet'

/** Where the wallet expects what outside services of swaps run (contracts/Outside.sol). */
export const OUTSIDE = {
  kyberswap: '0x6131B5fae19EA4f9D964eAc0408E4408b66337b5',
  velora: '0x6A000F20005980200259B80c5102003040001068',
  lifi: '0x1231DEB6f5749EF6cE6943a275A1D3E7486F4EaE',
  zerox: '0x0000000000001fF3684f28c67538d4D072C22734',
  oneinch: '0x111111125421cA6dc452d289314280a0f8842A65',
  zeroxRegistry: '0x00000000000004533Fe15556B1E086BB1A72cEae',
  zeroxSettler: '0x5e771e5000000000000000000000000000000001',
} as const satisfies Record<string, Address>
export const COW = {
  settlement: '0x9008D19f58AAbD9eD0D60971565AA8510560ab41',
  relayer: '0xC92E8bdf79f0507f65a392b0ab4667716BFE0110',
} as const satisfies Record<string, Address>

/** One of the chain's own accounts. */
const ANYBODY: Address = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const OUTSIDE_ABI = parseAbi([
  'function set(uint256 gives, uint256 lie, address settler)',
  'function transfer(address to, uint256 value) returns (bool)',
])

/** Puts the contracts of outside services in their places, with `amount` of a token in the hands of each. */
export async function etchOutside({ client }: Devnet, token: Address, amount: bigint, from: Address) {
  const routers = Object.values(OUTSIDE)
  for (const address of routers) await client.setCode({ address, bytecode: code.outside.router as Hex })
  await client.setCode({ address: COW.relayer, bytecode: code.outside.cowRelayer as Hex })
  await client.setCode({ address: COW.settlement, bytecode: code.outside.cowSettlement as Hex })
  await client.impersonateAccount({ address: from })
  for (const to of [...routers, COW.settlement]) {
    const data = encodeFunctionData({ abi: OUTSIDE_ABI, functionName: 'transfer', args: [to, amount] })
    await client.sendTransaction({ account: from, to: token, data })
    await client.setBalance({ address: to, value: 10n ** 21n })
  }
}

/** What a router of etchOutside gives for the next swaps; `half` and `thief` do not hold to what they were called with. */
export async function setOutside(
  { client }: Devnet,
  router: keyof typeof OUTSIDE,
  gives: bigint,
  lie: 'none' | 'half' | 'thief' = 'none',
  settler: Address = OUTSIDE.zeroxSettler,
) {
  const mode = BigInt(['none', 'half', 'thief'].indexOf(lie))
  const data = encodeFunctionData({ abi: OUTSIDE_ABI, functionName: 'set', args: [gives, mode, settler] })
  await client.sendTransaction({ account: ANYBODY, to: OUTSIDE[router], data })
}
