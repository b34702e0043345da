/** Makes the devnet ready for what pages ask: contracts that it lacks, and what the account holds elsewhere. */
import type { Address, Hex } from 'viem'
import { type Devnet, devnetAddresses } from '../devnet/devnet'
import { BRIDGE, call, ME, RED_PILL, REGISTRAR, SEAPORT, TRAP } from './requests'

const { usdc, weth, collectible, aavePool, vault } = devnetAddresses

/** Takes whatever is sent. */
const TAKES: Hex = '0x00'
/** if (tx.gasprice == 0) msg.sender.call{value: msg.value}("") */
const NOTICES: Hex = '0x3a15600657005b600060006000600034335af100'
/** collectible.mint(msg.sender); return true: all that a buyer sees of a marketplace. */
const SELLS: Hex =
  `0x7f6a627842${'00'.repeat(28)}6000523360045260006000602460006000 73${collectible.slice(2)}5af15060016000526020 6000f3`.replaceAll(
    ' ',
    '',
  ) as Hex

export async function makeReady({ client }: Devnet): Promise<void> {
  const code: [string, Hex][] = [
    [TRAP, TAKES],
    [BRIDGE, TAKES],
    [REGISTRAR, TAKES],
    [RED_PILL, NOTICES],
    [SEAPORT, SELLS],
  ]
  for (const [address, bytecode] of code) await client.setCode({ address: address as Address, bytecode })
  const send = async (to: string, data: Hex, value = 0n) => {
    const hash = await client.sendTransaction({ account: ME as Address, to: to as Address, data, value })
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`Could not prepare ${to}`)
  }
  await client.impersonateAccount({ address: ME as Address })
  await send(usdc, call('approve', aavePool, 1_000_000_000n))
  await send(usdc, call('approve', vault, 1_000_000_000n))
  await send(weth, call('deposit'), 10n ** 18n)
  await send(aavePool, call('supply', usdc, 500_000_000n, ME, 0))
  await client.stopImpersonatingAccount({ address: ME as Address })
}
