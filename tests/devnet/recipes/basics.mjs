import { encodeAbiParameters, keccak256, parseAbiParameters, parseEther, parseUnits, toHex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { canonical } from './canonical.mjs'

const mnemonic = 'test test test test test test test test test test test junk'

/** The first three of anvil's accounts, which hold tokens. */
export const holders = [0, 1, 2].map((addressIndex) => mnemonicToAccount(mnemonic, { addressIndex }).address)

/** Multicall3, Permit2, WETH, USDC, USDT and DAI, and tokens in the hands of the first three accounts. */
export async function deployBasics(chain, { artifact, own, permit2, multicall3 }) {
  await chain.place('multicall3', canonical.multicall3, multicall3)
  await checkPermit2(chain, await chain.place('permit2', canonical.permit2, permit2))

  const weth = await chain.place('weth', canonical.weth, artifact('@uniswap/v2-periphery/build/WETH9.json'))
  const usdc = await chain.place('usdc', canonical.usdc, own.Token, ['USD Coin', 'USDC', 6, '2'])
  const usdt = await chain.place('usdt', canonical.usdt, own.Tether)
  const dai = await chain.place('dai', canonical.dai, own.Dai)

  const { address } = chain.deployer
  await chain.send(weth, 'deposit', [], { value: parseEther('100000') })
  await chain.send(usdc, 'mint', [address, parseUnits('1000000000', 6)])
  await chain.send(usdt, 'mint', [address, parseUnits('1000000000', 6)])
  await chain.send(dai, 'mint', [address, parseEther('1000000000')])
  for (const holder of holders) {
    await chain.send(weth, 'transfer', [holder, parseEther('10')])
    await chain.send(usdc, 'mint', [holder, parseUnits('50000', 6)])
    await chain.send(usdt, 'mint', [holder, parseUnits('25000', 6)])
    await chain.send(dai, 'mint', [holder, parseEther('10000')])
  }
  return { weth, usdc, usdt, dai }
}

/** Permit2's domain separator depends on its own address: the sign that it was placed rightly. */
async function checkPermit2(chain, permit2) {
  const typeHash = keccak256(toHex('EIP712Domain(string name,uint256 chainId,address verifyingContract)'))
  const fields = parseAbiParameters('bytes32, bytes32, uint256, address')
  const domain = encodeAbiParameters(fields, [typeHash, keccak256(toHex('Permit2')), 1n, permit2.address])
  const separator = await chain.read(permit2, 'DOMAIN_SEPARATOR')
  if (separator !== keccak256(domain)) throw new Error('Permit2 does not know where it stands')
}
