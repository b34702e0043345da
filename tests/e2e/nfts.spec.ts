import { parseAbi } from 'viem'
import { sanitiseSvg } from '../../src/background/nfts/svg/sanitise'
import { devnetAddresses } from '../devnet/devnet'
import { approve, waitForApproval } from '../kit'
import { SVG_ATTACKS } from '../vectors/svg-attacks'
import { inspect } from './axe'
import { expect, test } from './fixtures'

const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const stranger = '0x1111111254EEB25477B68fb85Ed929f73A960582'
const collectible = devnetAddresses.collectible as `0x${string}`
const abi = parseAbi([
  'function mint(address to) returns (uint256)',
  'function totalSupply() view returns (uint256)',
  'function ownerOf(uint256) view returns (address)',
])

test('behavior: an NFT is added, shown with its picture from the chain, and sent', async ({
  readyWallet,
  devnet,
  guard,
}) => {
  const { page } = readyWallet
  const id = (name: string) => page.getByTestId(name)
  const hash = await devnet.client.writeContract({
    abi,
    address: collectible,
    functionName: 'mint',
    args: [first],
    account: first,
    chain: null,
  })
  await devnet.client.waitForTransactionReceipt({ hash })
  const tokenId = await devnet.client.readContract({ abi, address: collectible, functionName: 'totalSupply' })
  await id('tab-nfts').click()
  await id('nft-add').click()
  await id('nft-address').fill(collectible)
  await id('nft-token-id').fill('999999')
  await id('nft-submit').click()
  await expect(id('nft-error')).toContainText('not held')
  await id('nft-token-id').fill(String(tokenId))
  await id('nft-submit').click()
  const tile = page.locator(`[data-testid="nft-row"][data-token-id="${tokenId}"]`)
  await expect(tile.getByTestId('nft-picture')).toHaveAttribute('data-state', 'shown')
  await expect(tile).toContainText(`Collectible #${tokenId}`)
  await inspect(page, 'nfts')
  await tile.click()
  await expect(id('nft-title')).toHaveText(`Collectible #${tokenId}`)
  await expect(id('nft-picture')).toHaveAttribute('data-state', 'shown')
  await inspect(page, 'nft')
  await id('nft-send').click()
  await id('send-recipient').fill(devnetAddresses.multicall3)
  await id('send-review').click()
  await expect(id('send-error')).toContainText('does not take NFTs')
  await id('send-recipient').fill(stranger)
  await id('send-review').click()
  await waitForApproval(readyWallet.context, 'transaction')
  await expect(id('approval-summary').first()).toContainText(`Candor Test Collectible #${tokenId}`)
  await approve(page)
  await expect
    .poll(() =>
      devnet.client.readContract({ abi, address: collectible, functionName: 'ownerOf', args: [tokenId] }),
    )
    .toBe(stranger)
  expect(guard.hosts).toEqual([])
})

test('security: drawings that are more than drawings run nothing and ask nobody, made harmless or not', async ({
  wallet,
  guard,
}) => {
  const page = await wallet.openWallet()
  const raw = SVG_ATTACKS.map((text) => text.replaceAll('HOST', 'https://evil.example'))
  const clean = raw.flatMap((text) => {
    try {
      return [sanitiseSvg(text)]
    } catch {
      return []
    }
  })
  const drawn = await page.evaluate(
    async (all) => {
      const results = all.map(async (text) => {
        const image = new Image()
        image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
        document.body.append(image)
        return image.decode().then(
          () => image.naturalWidth > 0,
          () => false,
        )
      })
      return Promise.all(results)
    },
    [...clean, ...raw],
  )
  expect(drawn.slice(0, clean.length)).toEqual(clean.map(() => true))
  expect(await page.evaluate(() => Reflect.get(globalThis, 'hit'))).toBeUndefined()
  expect(guard.hosts).toEqual([])
})
