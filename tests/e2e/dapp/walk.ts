/** The walk through a dApp's day that every library's page takes, and what the specs need to drive it. */
import type { Page } from '@playwright/test'
import {
  verifyMessage as ethersVerifyMessage,
  verifyTypedData as ethersVerifyTypedData,
  getAddress,
} from 'ethers'
import { erc20Abi, erc721Abi, recoverMessageAddress, recoverTypedDataAddress } from 'viem'
import { type Devnet, devnetAddresses, startDevnet } from '../../devnet/devnet'
import {
  type ApprovalKind,
  type ApproveOptions,
  approvalOn,
  approve,
  reject,
  setEndpoint,
  waitForApproval,
} from '../../kit'
import { expect, type ReadyWallet, test } from '../fixtures'
import type { PagesServer } from '../pages-server'
import { type PageName, servePage } from './build-pages'
import type { Dapp, TypedRequest } from './pages/dapp'

export const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
export const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

export const mail: TypedRequest = {
  domain: {
    name: 'Ether Mail',
    version: '1',
    chainId: 1,
    verifyingContract: devnetAddresses.vault as `0x${string}`,
  },
  types: {
    Person: [
      { name: 'name', type: 'string' },
      { name: 'wallets', type: 'address[]' },
    ],
    Mail: [
      { name: 'from', type: 'Person' },
      { name: 'to', type: 'Person[]' },
      { name: 'contents', type: 'string' },
      { name: 'amount', type: 'uint256' },
    ],
  },
  primaryType: 'Mail',
  message: {
    from: { name: 'Ana', wallets: [first] },
    to: [{ name: 'Béla 🐈', wallets: [second, first] }],
    contents: 'Hello\nthere',
    amount: '340282366920938463463374607431768211456',
  },
}

type Actions = Omit<Dapp, 'extra'>

/** Calls one of the page's own functions. */
export function act<Name extends keyof Actions>(
  page: Page,
  name: Name,
  ...args: Parameters<Actions[Name]>
): Promise<Awaited<ReturnType<Actions[Name]>>> {
  return page.evaluate(
    ([name, args]) => {
      const run = window.dapp?.[name as 'connect'] as (...args: unknown[]) => Promise<never>
      return run(...args)
    },
    [name as string, args as unknown[]] as const,
  )
}

export function extra(page: Page, name: string, ...args: string[]): Promise<unknown> {
  return page.evaluate(([name, args]) => window.dapp?.extra[name]?.(...args), [name, args] as const)
}

/** What a library makes of a refusal: the codes and names on the way down to its cause. */
export function refusalOf(page: Page, name: keyof Actions, ...args: unknown[]): Promise<unknown[]> {
  return page.evaluate(
    async ([name, args]) => {
      const run = window.dapp?.[name as 'connect'] as (...args: unknown[]) => Promise<unknown>
      const seen: unknown[] = []
      type Thrown = { code?: unknown; name?: string; cause?: Thrown; error?: Thrown; innerError?: Thrown }
      let thrown = await run(...args).then(
        () => undefined,
        (error: Thrown) => error,
      )
      for (let depth = 0; thrown && depth < 6; depth++) {
        if (thrown.code !== undefined) seen.push(thrown.code)
        if (thrown.name !== undefined) seen.push(thrown.name)
        thrown = thrown.cause ?? thrown.error ?? thrown.innerError
      }
      return seen
    },
    [name as string, args] as const,
  )
}

/** Starts `ask`, takes the approvals that it brings in their order, and answers its result. */
export async function approving<T>(
  wallet: ReadyWallet,
  ask: () => Promise<T>,
  ...kinds: (ApprovalKind | [ApprovalKind, ApproveOptions])[]
): Promise<T> {
  const asked = ask()
  // A page that fails early says more than an approval that never comes.
  const failed = asked.then(
    () => new Promise<never>(() => undefined),
    (error) => Promise.reject(error),
  )
  failed.catch(() => undefined)
  for (const entry of kinds) {
    const [kind, options] = typeof entry === 'string' ? [entry, {}] : entry
    await approve(await Promise.race([waitForApproval(wallet.context, kind), failed]), options)
  }
  return asked
}

/** Nothing is asked of the person. */
export async function expectQuiet(wallet: ReadyWallet): Promise<void> {
  for (const page of wallet.context.pages()) {
    if (page.url().startsWith('chrome-extension://')) await expect(approvalOn(page)).toHaveCount(0)
  }
}

/** Further networks, for as long as a file's tests run: one that the wallet ships, and fresh ones on demand. */
export function useNetworks(shared: () => ReadyWallet): { own(): Promise<Devnet> } {
  const running: Devnet[] = []
  test.beforeAll(async () => {
    const optimism = await startDevnet({ chainId: 10 })
    running.push(optimism)
    await setEndpoint(shared().page, 10, optimism.url)
  })
  test.afterAll(async () => {
    for (const one of running) await one.stop()
  })
  return {
    async own() {
      const one = await startDevnet({ chainId: 777_000 + running.length })
      running.push(one)
      return one
    },
  }
}

export interface OpenDapp {
  page: Page
  own: Devnet
}

/** Runs with a page of one library, whose site is served for as long. */
export async function withPage(
  wallet: ReadyWallet,
  name: PageName,
  own: Devnet,
  run: (page: Page, server: PagesServer) => Promise<void>,
): Promise<void> {
  const server = await servePage(name)
  try {
    const page = await wallet.context.newPage()
    const query = new URLSearchParams({ own: String(own.chainId), ownUrl: own.url })
    await page.goto(`${server.localhost}?${query}`)
    await page.waitForFunction(() => window.dapp !== undefined)
    await run(page, server)
  } finally {
    await server.close()
  }
}

/**
 * Connects, signs, is refused, reads, sends, switches network, reloads without a prompt, and disconnects.
 * `refusal` is what the library's error says then, its own name for it or the code.
 */
export async function walk(
  wallet: ReadyWallet,
  page: Page,
  devnet: Devnet,
  own: Devnet,
  refusal: readonly unknown[] = [4001],
): Promise<void> {
  const lower = (list: readonly string[]) => list.map((address) => address.toLowerCase())
  expect(await act(page, 'accounts')).toEqual([])
  expect(lower(await approving(wallet, () => act(page, 'connect'), 'connect'))).toEqual([first.toLowerCase()])
  expect(lower(await act(page, 'accounts'))).toEqual([first.toLowerCase()])
  expect(await act(page, 'chainId')).toBe(1)

  const text = `Hello from ${new URL(page.url()).host}\n— ünïcode 🐈`
  const signature = await approving(wallet, () => act(page, 'signMessage', text), 'message')
  expect(ethersVerifyMessage(text, signature)).toBe(first)
  expect(await recoverMessageAddress({ message: text, signature: signature as `0x${string}` })).toBe(first)
  const typed = await approving(wallet, () => act(page, 'signTypedData', mail), 'typed-data')
  expect(ethersVerifyTypedData(mail.domain, mail.types, mail.message, typed)).toBe(first)
  expect(await recoverTypedDataAddress({ ...mail, signature: typed as `0x${string}` })).toBe(first)

  const refused = refusalOf(page, 'signMessage', 'No, thank you')
  await reject(await waitForApproval(wallet.context, 'message'))
  expect(await refused).toEqual(expect.arrayContaining([...refusal]))

  const collection = devnetAddresses.collectible
  expect(getAddress(await act(page, 'ownerOf', collection, '1'))).toBe(
    await devnet.client.readContract({
      address: collection as `0x${string}`,
      abi: erc721Abi,
      functionName: 'ownerOf',
      args: [1n],
    }),
  )
  expect(await act(page, 'ownerOf', collection, '999')).toBe('ERC721NonexistentToken(999)')

  const wei = await devnet.client.getBalance({ address: second })
  const hash = await approving(wallet, () => act(page, 'send', second, '1234567890123456789'), 'transaction')
  expect(await devnet.client.getBalance({ address: second })).toBe(wei + 1_234_567_890_123_456_789n)
  const sent = await devnet.client.getTransaction({ hash: hash as `0x${string}` })
  expect([getAddress(sent.from), sent.to && getAddress(sent.to)]).toEqual([first, second])

  const usdc = { address: devnetAddresses.usdc as `0x${string}`, abi: erc20Abi } as const
  const held = () => devnet.client.readContract({ ...usdc, functionName: 'balanceOf', args: [second] })
  const before = await held()
  await approving(wallet, () => act(page, 'transferToken', usdc.address, second, '2500000'), 'transaction')
  expect(await held()).toBe(before + 2_500_000n)

  await approving(wallet, () => act(page, 'switchNetwork', 10), 'switch-network')
  await expect.poll(() => act(page, 'chainId')).toBe(10)
  const network = { chainId: own.chainId, name: `Own ${own.chainId}`, symbol: 'OWN', url: own.url }
  const added: ApproveOptions = { acknowledge: true }
  await approving(wallet, () => act(page, 'switchToNew', network), ['add-network', added], 'switch-network')
  await expect.poll(() => act(page, 'chainId')).toBe(own.chainId)
  // It was let onto this one before: no question.
  await act(page, 'switchNetwork', 1)
  await expect.poll(() => act(page, 'chainId')).toBe(1)
  const told = await page.evaluate(() => window.told?.map(([name, value]) => [name, value]))
  const changes = told?.filter(([name]) => name === 'chainChanged').map(([, value]) => Number(value))
  expect(changes).toEqual([10, own.chainId, 1])

  await page.reload()
  await page.waitForFunction(() => window.dapp !== undefined)
  await expect
    .poll(async () => lower(await act(page, 'accounts').catch(() => [])))
    .toEqual([first.toLowerCase()])
  await expectQuiet(wallet)

  await act(page, 'disconnect')
  await expect.poll(() => act(page, 'accounts')).toEqual([])
  await page.reload()
  await page.waitForFunction(() => window.dapp !== undefined)
  await expect.poll(() => act(page, 'accounts').catch(() => 'not ready')).toEqual([])
  await expectQuiet(wallet)
}
