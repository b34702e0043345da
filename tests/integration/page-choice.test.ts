import { afterEach, expect, test } from 'vitest'
import type { Settings } from '../../src/messaging/protocol'
import { memoryStorage } from '../../src/storage/storage'
import { World } from './world'

let world: World
afterEach(() => world.worker.kill())

async function open(stored?: unknown) {
  const local = memoryStorage()
  if (stored !== undefined) await local.set({ settings: stored })
  world = new World({ local })
  const ui = world.ui()
  await ui.until(() => true)
  return ui
}

test.each<[Pick<Settings, 'ethereum' | 'asMetaMask'>, string | null]>([
  [{ ethereum: 'shared', asMetaMask: false }, null],
  [{ ethereum: 'shared', asMetaMask: true }, 'ethereum-shared-metamask.js'],
  [{ ethereum: 'candor', asMetaMask: false }, 'ethereum-candor.js'],
  [{ ethereum: 'candor', asMetaMask: true }, 'ethereum-candor-metamask.js'],
  [{ ethereum: 'none', asMetaMask: false }, 'ethereum-none.js'],
  [{ ethereum: 'none', asMetaMask: true }, 'ethereum-none.js'],
])('behavior: %o runs %s first in pages, also after a restart', async (choice, file) => {
  const ui = await open()
  await ui.call('settings.set', choice)
  await expect.poll(() => world.pageScript).toBe(file)
  world.pageScript = 'forgotten by an update'
  world.restart()
  await expect.poll(() => world.pageScript).toBe(file)
  await world.ui().call('settings.set', { ethereum: 'shared', asMetaMask: false })
  await expect.poll(() => world.pageScript).toBe(null)
})

test('behavior: choice and permission come in either order', async () => {
  const ui = await open()
  world.mayRunScripts = false
  await ui.call('settings.set', { ethereum: 'none' })
  expect(world.pageScript).toBe(null)
  world.mayRunScripts = true
  await world.worker.background.permissionAdded()
  expect(world.pageScript).toBe('ethereum-none.js')
  await ui.call('settings.set', { ethereum: 'shared' })
  await expect.poll(() => world.mayRunScripts).toBe(false)

  world.mayRunScripts = true
  world.restart()
  await world.worker.background.permissionAdded()
  expect(world.mayRunScripts).toBe(true)
  await world.ui().call('settings.set', { asMetaMask: true })
  await expect.poll(() => world.pageScript).toBe('ethereum-shared-metamask.js')
})

test('behavior: settings stored by an older version get the usual choice, and keep the rest', async () => {
  const ui = await open({ lockMinutes: 30, theme: 'dark' })
  expect(ui.state?.settings).toMatchObject({
    lockMinutes: 30,
    theme: 'dark',
    ethereum: 'shared',
    asMetaMask: false,
  })
  expect(Object.keys(await world.local.get(null)).filter((key) => key.startsWith('damaged'))).toEqual([])
})

test('param: a choice that there is not is refused', async () => {
  const ui = await open()
  await expect(Reflect.apply(ui.call, ui, ['settings.set', { ethereum: 'all' }])).rejects.toMatchObject({
    code: -32602,
  })
})
