import { Wallet } from 'ethers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Address } from '../../src/shared/hex'
import { memoryStorage } from '../../src/storage/storage'
import { type Devnet, startDevnet } from '../devnet/devnet'
import keystores from '../vectors/keystore.json'
import stored from '../vectors/vault-v1.json'
import { ACCOUNTS, PASSWORD, PHRASE, restoredWorld, type Ui, World } from './world'

const [ME, YOU] = ACCOUNTS
const OTHER_PHRASE = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const OTHER_FIRST = '0x58A57ed9d8d624cBD12e2C467D34787555bB1b25'
/** Of the vectors of the Web3 Secret Storage definition. */
const KEY = '7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d'
const KEY_ADDRESS = '0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b'
const STRANGER = '0x000000000000000000000000000000000000bEEF'
const FILE_PASSWORD = 'another one for the file'

let devnet: Devnet
let world: World
let ui: Ui
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterEach(() => world.worker.kill())

const addresses = () => ui.state?.accounts.map((one) => one.address) ?? []
const account = (address: string) => ui.state?.accounts.find((one) => one.address === address)
const firstKeyring = () => ui.state?.keyrings[0]?.id ?? ''
const importKey = (key = KEY, name = 'Old key') =>
  ui.call('accounts.importKey', { key, name, upgrade: false })

describe('several phrases', () => {
  test('behavior: one more is restored, its used accounts are found, and it signs', async () => {
    await devnet.client.setBalance({ address: OTHER_FIRST, value: 10n ** 18n })
    const { keyringId } = await ui.call('keyrings.restore', { phrase: OTHER_PHRASE, passphrase: '' })
    await ui.until((state) => !state.discovering)
    expect(ui.state?.keyrings.map((one) => [one.name, one.kind, one.words])).toEqual([
      ['Recovery phrase 1', 'mnemonic', 12],
      ['Recovery phrase 2', 'mnemonic', 12],
    ])
    expect(account(OTHER_FIRST)).toMatchObject({ keyringId, index: 0 })
    await ui.call('send.prepare', {
      chainId: 1,
      from: OTHER_FIRST,
      token: 'native',
      to: STRANGER,
      amount: { typed: '0.1' },
    })
    const { hash } = await ui.approve('transaction')
    const sent = await devnet.client.getTransaction({ hash: hash ?? '0x' })
    expect(sent.from).toBe(OTHER_FIRST.toLowerCase())
  })

  test('error: the same phrase twice is refused by its name; with another passphrase it is another', async () => {
    await expect(
      ui.call('keyrings.restore', { phrase: ` ${PHRASE.toUpperCase()} `, passphrase: '' }),
    ).rejects.toMatchObject({
      name: 'PhraseHereError',
      message: expect.stringContaining('“Recovery phrase 1”'),
    })
    expect(ui.state?.keyrings).toHaveLength(1)
    await ui.call('keyrings.restore', { phrase: PHRASE, passphrase: 'x' })
    await ui.until((state) => state.keyrings.length === 2 && !state.discovering)
  })

  test('behavior: one more is made, waits for its backup, is named, and goes after the password only', async () => {
    const { keyringId } = await ui.call('keyrings.create', { words: 24 })
    const made = await ui.until((state) => state.keyrings.find((one) => one.id === keyringId))
    expect(made).toMatchObject({ words: 24, backedUp: false })
    await ui.call('keyrings.rename', { keyringId, name: ' Travel ' })
    await ui.call('accounts.add', { keyringId })
    expect(ui.state?.accounts.filter((one) => one.keyringId === keyringId)).toHaveLength(2)
    await expect(ui.call('keyrings.remove', { keyringId, password: 'wrong' })).rejects.toMatchObject({
      name: 'WrongPasswordError',
    })
    world.now += 5_000
    expect(ui.state?.keyrings[1]?.name).toBe('Travel')
    await ui.call('keyrings.remove', { keyringId, password: PASSWORD })
    expect(ui.state?.keyrings.map((one) => one.id)).toEqual([firstKeyring()])
    expect(addresses()).toHaveLength(10)
    // Nor in the slot of the vault before.
    expect(JSON.stringify(await world.local.get(null))).not.toContain(keyringId)
  })

  test('error: the last phrase is not removed while nothing else is visible', async () => {
    await expect(
      ui.call('keyrings.remove', { keyringId: firstKeyring(), password: PASSWORD }),
    ).rejects.toThrow('No visible account')
    await importKey()
    await ui.call('keyrings.remove', { keyringId: firstKeyring(), password: PASSWORD })
    expect(ui.state?.selected.address).toBe(KEY_ADDRESS)
    expect(addresses()).toEqual([KEY_ADDRESS])
  })

  test('behavior: discovery asks every network; one that fails stops no other', async () => {
    const optimism = ui.state?.networks.find((one) => one.chainId === 10)?.endpoints ?? []
    const known = await derived(4)
    const { keyringId } = await ui.call('keyrings.restore', { phrase: OTHER_PHRASE, passphrase: '' })
    await ui.until((state) => !state.discovering)
    await ui.call('accounts.add', { keyringId })
    // Used on a network that is not the selected one.
    world.intercept = (url, { method, params }) => {
      if (url.startsWith(devnet.url)) return undefined
      if (optimism.includes(url)) {
        if (method === 'eth_chainId') return { result: '0xa' }
        const index = Array.isArray(params) && typeof params[0] === 'string' ? known.indexOf(params[0]) : -1
        return { result: index === 3 ? '0x1' : '0x0' }
      }
      return new Error('offline')
    }
    const { found, unreachable } = await ui.call('accounts.discover', { keyringId, everywhere: true })
    world.intercept = undefined
    expect(found).toBe(2)
    expect(ui.state?.accounts.filter((one) => one.keyringId === keyringId).map((one) => one.address)).toEqual(
      known,
    )
    expect(unreachable).toContain('Polygon')
    expect(unreachable).not.toContain('Ethereum')
  })
})

/** The first accounts of the other phrase, by another library. */
async function derived(count: number): Promise<string[]> {
  const { HDNodeWallet } = await import('ethers')
  return Array.from(
    { length: count },
    (_, i) => HDNodeWallet.fromPhrase(OTHER_PHRASE, '', `m/44'/60'/0'/0/${i}`).address,
  )
}

describe('private keys', () => {
  test('behavior: imported, it signs; revealed and removed after the password', async () => {
    expect(await importKey(`  0x${KEY.toUpperCase()}\n`)).toBe(KEY_ADDRESS)
    expect(account(KEY_ADDRESS)).toMatchObject({ name: 'Old key', index: 0 })
    expect(ui.state?.keyrings.at(-1)).toMatchObject({ kind: 'private-key', words: 0, backedUp: true })
    await expect(
      ui.call('accounts.reveal', { address: KEY_ADDRESS, password: 'wrong' }),
    ).rejects.toMatchObject({ name: 'WrongPasswordError' })
    world.now += 5_000
    expect(await ui.call('accounts.reveal', { address: KEY_ADDRESS, password: PASSWORD })).toEqual({
      key: `0x${KEY}`,
    })
    await devnet.client.setBalance({ address: KEY_ADDRESS, value: 10n ** 18n })
    await ui.call('send.prepare', {
      chainId: 1,
      from: KEY_ADDRESS,
      token: 'native',
      to: STRANGER,
      amount: { typed: '0.1' },
    })
    await ui.approve('transaction')
    await expect(ui.call('accounts.remove', { address: KEY_ADDRESS, password: PASSWORD })).rejects.toThrow(
      'still pending',
    )
    await ui.call('accounts.select', { address: KEY_ADDRESS })
    await ui.until((state) => state.activity[0]?.status === 'confirmed')
    await ui.call('accounts.remove', { address: KEY_ADDRESS, password: PASSWORD })
    expect(addresses()).not.toContain(KEY_ADDRESS)
    expect(ui.state?.keyrings).toHaveLength(1)
  })

  test('behavior: an account of a phrase gives its own key, as another library derives it', async () => {
    const { key } = await ui.call('accounts.reveal', { address: YOU, password: PASSWORD })
    expect(new Wallet(key).address).toBe(YOU)
  })

  test.each(['', 'abc', '0x', '0'.repeat(64), 'f'.repeat(64), `${KEY}00`])(
    'error: %s is no key',
    async (key) => {
      await expect(importKey(key)).rejects.toMatchObject({ name: 'FieldError', data: { field: 'key' } })
    },
  )

  test('error: a key whose account is here is refused by name; removing one of a phrase too', async () => {
    const { key } = await ui.call('accounts.reveal', { address: YOU, password: PASSWORD })
    await expect(importKey(key)).rejects.toMatchObject({
      name: 'AlreadyHereError',
      data: { address: YOU, watched: false },
    })
    await expect(ui.call('accounts.remove', { address: YOU, password: PASSWORD })).rejects.toThrow('hidden')
  })

  test('behavior: a phrase whose first account was imported before begins with the next one', async () => {
    const [first, second] = await derived(2)
    const { HDNodeWallet } = await import('ethers')
    await importKey(HDNodeWallet.fromPhrase(OTHER_PHRASE).privateKey)
    const { keyringId } = await ui.call('keyrings.restore', { phrase: OTHER_PHRASE, passphrase: '' })
    await ui.until((state) => !state.discovering && state.accounts.some((one) => one.keyringId === keyringId))
    expect(account(first ?? '')?.keyringId).not.toBe(keyringId)
    expect(account(second ?? '')).toMatchObject({ keyringId, index: 1 })
  })
})

describe('keystore files', () => {
  const [scrypt, pbkdf2] = keystores.vectors
  const restore = (file: string, password: string) =>
    ui.call('accounts.importKeystore', { file, password, name: '', upgrade: false })

  test('behavior: in, by both kinds, with progress; out, for another library', async () => {
    const file = JSON.stringify(pbkdf2?.json)
    expect(await ui.call('accounts.checkKeystore', { file })).toEqual({ address: null })
    await expect(restore(file, 'not it')).rejects.toMatchObject({ name: 'FilePasswordError' })
    expect(await restore(file, 'testpassword')).toBe(KEY_ADDRESS)
    await expect(restore(JSON.stringify(scrypt?.json), 'testpassword')).rejects.toMatchObject({
      name: 'AlreadyHereError',
    })
    const told: number[] = []
    const watching = setInterval(() => ui.state?.progress && told.push(ui.state.progress), 5)
    const made = await ui.call('accounts.keystore', {
      address: KEY_ADDRESS,
      password: PASSWORD,
      filePassword: null,
    })
    clearInterval(watching)
    expect(made.name).toMatch(/^UTC--2026-11-23T.*--008aeeda4d805471df9b2a5b0f38a0c3bcba786b\.json$/)
    expect((await Wallet.fromEncryptedJson(made.text, PASSWORD)).address).toBe(KEY_ADDRESS)
    expect(new Set(told).size).toBeGreaterThan(3)
    await ui.until((state) => state.progress === null)
  })

  test('error: what is none, or asks too much, changes nothing', async () => {
    await expect(restore('{}', 'x')).rejects.toMatchObject({ data: { problem: 'shape' } })
    const absurd = {
      ...scrypt?.json,
      crypto: { ...scrypt?.json.crypto, kdfparams: { dklen: 32, n: 2 ** 30, r: 8, p: 1, salt: '00' } },
    }
    await expect(restore(JSON.stringify(absurd), 'x')).rejects.toMatchObject({ data: { problem: 'cost' } })
    expect(addresses()).toHaveLength(10)
  })

  test('security: neither out without the password, nor under one that is none', async () => {
    const ask = (password: string, filePassword: string | null) =>
      ui.call('accounts.keystore', { address: ME, password, filePassword })
    await expect(ask('wrong', null)).rejects.toMatchObject({ name: 'WrongPasswordError' })
    world.now += 5_000
    await expect(ask(PASSWORD, 'short')).rejects.toThrow('10 characters')
  })
})

describe('watch-only', () => {
  beforeEach(async () => {
    await ui.call('accounts.watch', { address: KEY_ADDRESS.toLowerCase(), name: 'Treasury' })
  })

  test('behavior: shown, selected, named; sends are refused with the reason', async () => {
    expect(account(KEY_ADDRESS)).toMatchObject({ keyringId: 'watch', name: 'Treasury' })
    expect(ui.state?.keyrings.at(-1)).toMatchObject({ id: 'watch', kind: 'watch' })
    await devnet.client.setBalance({ address: KEY_ADDRESS, value: 10n ** 18n })
    await ui.call('accounts.select', { address: KEY_ADDRESS })
    await ui.call('assets.refresh', null)
    expect(ui.state?.balances?.rows[0]?.balance).toBe((10n ** 18n).toString())
    const form = { chainId: 1, from: KEY_ADDRESS, token: 'native', to: STRANGER } as const
    for (const call of [
      ui.call('send.prepare', { ...form, amount: { typed: '0.1' } }),
      ui.call('send.max', form),
      ui.call('accounts.reveal', { address: KEY_ADDRESS, password: PASSWORD }),
    ])
      await expect(call).rejects.toMatchObject({
        name: 'WatchOnlyError',
        message: expect.stringContaining('Treasury is watch-only'),
      })
  })

  test('security: no site is ever given it, nor signs with it', async () => {
    await ui.call('accounts.select', { address: KEY_ADDRESS })
    const page = world.open('https://app.example')
    const asked = page.ask('eth_requestAccounts')
    // The one that is selected cannot be offered: another one is.
    expect(await ui.approval('connect')).toMatchObject({ accounts: [ME] })
    await expect(ui.approve('connect', { accounts: [KEY_ADDRESS] })).rejects.toMatchObject({
      name: 'WatchOnlyError',
    })
    expect(await asked).toMatchObject({ ok: false })
    world.now += 60_000
    const again = page.ask('eth_requestAccounts')
    await ui.approve('connect', { accounts: [ME] })
    expect(await again).toEqual({ ok: true, value: [ME.toLowerCase()] })
    await expect(
      ui.call('sites.setAccounts', { origin: 'https://app.example', accounts: [ME, KEY_ADDRESS] }),
    ).rejects.toMatchObject({ name: 'WatchOnlyError' })
    expect(await page.ask('personal_sign', ['0x00', KEY_ADDRESS])).toMatchObject({
      ok: false,
      error: { code: 4100 },
    })
  })

  test('behavior: its key makes it a real one, after it was offered, with the name that it had', async () => {
    await expect(importKey()).rejects.toMatchObject({ data: { watched: true, name: 'Treasury' } })
    await ui.call('accounts.importKey', { key: KEY, name: 'ignored', upgrade: true })
    expect(account(KEY_ADDRESS)).toMatchObject({ name: 'Treasury' })
    expect(account(KEY_ADDRESS)?.keyringId).not.toBe('watch')
    expect(addresses().filter((one) => one === KEY_ADDRESS)).toHaveLength(1)
  })

  test('error: the same twice, one of our own, and what is no address', async () => {
    for (const address of [KEY_ADDRESS, ME])
      await expect(ui.call('accounts.watch', { address, name: '' })).rejects.toMatchObject({
        name: 'AlreadyHereError',
      })
    for (const address of ['', '0x12', 'alice', `${KEY_ADDRESS.slice(0, -1)}B`])
      await expect(ui.call('accounts.watch', { address, name: '' })).rejects.toMatchObject({
        name: 'FieldError',
        data: { field: 'address' },
      })
  })

  test('behavior: removed without a password: nothing is lost with it', async () => {
    await ui.call('accounts.remove', { address: KEY_ADDRESS, password: '' })
    expect(addresses()).toHaveLength(10)
    expect(ui.state?.keyrings.some((one) => one.kind === 'watch')).toBe(false)
  })

  test('behavior: after a lock and a restart it is there still', async () => {
    world.restartBrowser()
    ui = world.ui()
    await ui.until((state) => state.status === 'locked')
    await ui.call('vault.unlock', { password: PASSWORD })
    await ui.until((state) => state.accounts.some((one) => one.address === KEY_ADDRESS))
  })
})

describe('the list', () => {
  test('behavior: moved before another and to the end; coloured and not', async () => {
    const before = addresses()
    const third: Address = ACCOUNTS[2]
    await ui.call('accounts.move', { address: third, before: ME })
    expect(addresses().slice(0, 3)).toEqual([third, ME, YOU])
    await ui.call('accounts.move', { address: third, before: third })
    expect(addresses().slice(0, 3)).toEqual([third, ME, YOU])
    await ui.call('accounts.move', { address: third, before: null })
    expect(addresses().at(-1)).toBe(third)
    expect(addresses().toSorted()).toEqual(before.toSorted())
    await ui.call('accounts.color', { address: YOU, color: 'teal' })
    expect(account(YOU)?.color).toBe('teal')
    world.restart()
    await ui.until((state) => state.accounts.some((one) => one.color === 'teal'))
    await ui.call('accounts.color', { address: YOU, color: null })
    expect(account(YOU)).not.toHaveProperty('color')
  })

  test('behavior: a removed account is taken from the sites that had it', async () => {
    await importKey()
    const page = world.open('https://app.example')
    const asked = page.ask('eth_requestAccounts')
    await ui.approve('connect', { accounts: [KEY_ADDRESS, ME] })
    await asked
    await ui.call('accounts.remove', { address: KEY_ADDRESS, password: PASSWORD })
    expect(await page.request('eth_accounts')).toEqual([ME.toLowerCase()])
    await importKey()
    expect(await page.request('eth_accounts')).toEqual([ME.toLowerCase()])
  })

  test('behavior: a vault of an earlier release opens; lists that do not fit it are mended', async () => {
    world.worker.kill()
    world = new World({
      local: memoryStorage({
        vault: { slot: 'a', sequence: 1 },
        'vault:a': { sequence: 1, blob: stored.vault },
        networks: { added: [], endpoints: { '1': [devnet.url] } },
        // As they were stored before there were colours and other kinds; one of a secret that is gone.
        keyrings: [
          { id: 'phrase', kind: 'mnemonic', name: 'Mine', words: 12, backedUp: true },
          { id: 'gone', kind: 'mnemonic', name: 'Gone', words: 12, backedUp: true },
        ],
        accounts: [{ address: STRANGER, name: 'Gone', keyringId: 'gone', index: 0, hidden: false }],
      }),
    })
    ui = world.ui()
    await ui.call('vault.unlock', { password: stored.password })
    await ui.until((state) => state.keyrings.length === 2 && state.accounts.length === 2)
    expect(ui.state?.keyrings).toMatchObject([
      { id: 'phrase', name: 'Mine' },
      { id: 'key', kind: 'private-key' },
    ])
    expect(addresses()).toContain(ME)
    expect(addresses()).not.toContain(STRANGER)
  })
})

describe('the backup file', () => {
  async function rich(): Promise<string> {
    await importKey()
    await ui.call('accounts.watch', { address: STRANGER, name: 'Burnt' })
    await ui.call('accounts.rename', { address: YOU, name: 'Savings' })
    await ui.call('accounts.color', { address: YOU, color: 'red' })
    await ui.call('accounts.move', { address: YOU, before: ME })
    await ui.call('accounts.hide', { address: ACCOUNTS[2], hidden: true })
    await ui.call('settings.set', { lockMinutes: 42 })
    const { text, name } = await ui.call('backup.make', { password: PASSWORD, filePassword: FILE_PASSWORD })
    expect(name).toBe('candor-backup-2026-11-23.json')
    return text
  }
  /** Another machine. */
  function elsewhere(): void {
    world.worker.kill()
    world = new World()
    ui = world.ui()
  }

  test('behavior: on another machine everything is as it was, and signs', async () => {
    const file = await rich()
    const before = ui.state
    elsewhere()
    const report = await ui.call('backup.restore', {
      file,
      password: FILE_PASSWORD,
      walletPassword: PASSWORD,
    })
    expect(report).toEqual({
      added: [
        { what: 'phrases', count: 1 },
        { what: 'keys', count: 1 },
        { what: 'networks', count: 0 },
        { what: 'tokens', count: 0 },
        { what: 'accounts', count: 12 },
        { what: 'contacts', count: 0 },
        { what: 'assetChoices', count: 0 },
        { what: 'nfts', count: 0 },
        { what: 'services', count: 0 },
        { what: 'protection', count: 0 },
        { what: 'descriptors', count: 0 },
        { what: 'display', count: 1 },
        { what: 'settings', count: 1 },
      ],
      unknown: [],
    })
    const seen = (accounts: typeof before) => accounts?.accounts.map(({ keyringId: _id, ...rest }) => rest)
    expect(seen(ui.state)).toEqual(seen(before))
    expect(ui.state?.settings).toEqual(before?.settings)
    expect(ui.state?.networks.find((one) => one.chainId === 1)?.endpoints).toEqual(
      before?.networks.find((one) => one.chainId === 1)?.endpoints,
    )
    expect(await ui.call('accounts.reveal', { address: KEY_ADDRESS, password: PASSWORD })).toEqual({
      key: `0x${KEY}`,
    })
    const keyringId = ui.state?.accounts.find((one) => one.address === ME)?.keyringId ?? ''
    expect(await ui.call('vault.reveal', { keyringId, password: PASSWORD })).toEqual({
      phrase: PHRASE,
      passphrase: '',
    })
    await ui.call('send.prepare', {
      chainId: 1,
      from: YOU,
      token: 'native',
      to: STRANGER,
      amount: { typed: '0.1' },
    })
    expect(await ui.approve('transaction')).toHaveProperty('hash')
    await ui.call('vault.lock', null)
    await ui.call('vault.unlock', { password: PASSWORD })
  })

  test('behavior: WebSocket endpoints and test networks that are shown come back too', async () => {
    const endpoints = [devnet.url, devnet.webSocketUrl]
    await ui.call('networks.setEndpoints', { chainId: 1, endpoints })
    await ui.call('networks.showTestnets', { show: true })
    const file = await rich()
    elsewhere()
    await ui.call('backup.restore', { file, password: FILE_PASSWORD, walletPassword: PASSWORD })
    expect(ui.state?.networks.find((one) => one.chainId === 1)?.endpoints).toEqual(endpoints)
    expect(ui.state?.showTestnets).toBe(true)
  })

  test('behavior: own lists of sites and addresses, and own descriptor files, come back; what was decided here stays', async () => {
    const descriptor = JSON.stringify({
      $schema: 'https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json',
      context: { contract: { deployments: [{ chainId: 1, address: STRANGER }] } },
      metadata: { owner: 'Frob Labs' },
      display: { formats: { 'frob(uint256 amount)': { intent: 'Frob', fields: [] } } },
    })
    await ui.call('guard.blockSite', { site: 'bad.example.org' })
    await ui.call('guard.blockSite', { site: 'odd.example.org' })
    await ui.call('guard.allowSite', { site: 'app.example.net' })
    await ui.call('guard.blockAddress', { address: STRANGER })
    await ui.call('clearSigning.addFile', { name: 'frob.json', text: descriptor })
    const { text: file } = await ui.call('backup.make', { password: PASSWORD, filePassword: null })
    const [guard, blocked] = [ui.state?.guard, ui.state?.blocked]

    elsewhere()
    const given = { file, password: PASSWORD, walletPassword: null }
    const report = await ui.call('backup.restore', given)
    expect(report.added).toContainEqual({ what: 'protection', count: 4 })
    expect(report.added).toContainEqual({ what: 'descriptors', count: 1 })
    expect(ui.state?.guard).toEqual(guard)
    expect(ui.state?.blocked).toEqual(blocked)
    expect(ui.state?.clearSigning.files).toMatchObject([
      { name: 'frob.json', owner: 'Frob Labs', contracts: 1, formats: 1 },
    ])
    expect(
      await ui.call('backup.restore', given).then(({ added }) => added.every(({ count }) => count === 0)),
    ).toBe(true)

    await ui.call('sites.unblock', { origin: 'odd.example.org' })
    await ui.call('guard.allowSite', { site: 'odd.example.org' })
    await ui.call('backup.restore', given)
    expect(ui.state?.blocked).toEqual(['bad.example.org'])
    expect(ui.state?.guard.allowed).toEqual(['app.example.net', 'odd.example.org'])
  })

  test('behavior: merged into a wallet in use, nothing of it is lost, and a second time adds nothing', async () => {
    const file = await rich()
    elsewhere()
    await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [devnet.url] })
    await ui.call('vault.restore', { phrase: OTHER_PHRASE, passphrase: '', password: PASSWORD })
    await ui.until((state) => !state.discovering)
    await ui.call('accounts.watch', { address: KEY_ADDRESS, name: 'Watched' })
    const mine = addresses()
    const report = await ui.call('backup.restore', { file, password: FILE_PASSWORD, walletPassword: null })
    expect(report.added).toContainEqual({ what: 'phrases', count: 1 })
    expect(report.added).toContainEqual({ what: 'keys', count: 1 })
    expect(report.added).toContainEqual({ what: 'settings', count: 0 })
    expect(addresses().slice(0, mine.length)).toEqual(mine)
    expect(addresses()).toHaveLength(mine.length + 11)
    expect(account(KEY_ADDRESS)?.keyringId).not.toBe('watch')
    expect(account(KEY_ADDRESS)?.name).toBe('Watched')
    expect(ui.state?.settings.lockMinutes).toBe(15)
    const all = addresses()
    const again = await ui.call('backup.restore', { file, password: FILE_PASSWORD, walletPassword: null })
    expect(again.added.every(({ count }) => count === 0)).toBe(true)
    expect(addresses()).toEqual(all)
    expect(ui.state?.keyrings).toHaveLength(4)
  })

  test('error: a wrong password, half a file, one of a newer release: nothing is changed', async () => {
    const file = await rich()
    elsewhere()
    const restore = (text: string, password = FILE_PASSWORD) =>
      ui.call('backup.restore', { file: text, password, walletPassword: PASSWORD })
    await expect(restore(file, 'wrong')).rejects.toMatchObject({ name: 'FilePasswordError' })
    await expect(restore(file.slice(0, -200))).rejects.toMatchObject({ name: 'BackupError' })
    await expect(restore('{}')).rejects.toMatchObject({ name: 'BackupError' })
    await expect(restore(JSON.stringify({ ...JSON.parse(file), v: 2 }))).rejects.toMatchObject({
      name: 'BackupVersionError',
    })
    const boxless = JSON.parse(file)
    boxless.vault.boxes.pop()
    await expect(restore(JSON.stringify(boxless))).rejects.toMatchObject({ name: 'BackupError' })
    await expect(
      ui.call('backup.restore', { file, password: FILE_PASSWORD, walletPassword: 'short' }),
    ).rejects.toThrow('10 characters')
    expect(ui.state?.status).toBe('empty')
    expect(await world.local.get(null)).toEqual({})
  })

  test('security: not made without the password, nor while locked', async () => {
    await expect(ui.call('backup.make', { password: 'wrong', filePassword: null })).rejects.toMatchObject({
      name: 'WrongPasswordError',
    })
    world.now += 5_000
    await ui.call('vault.lock', null)
    await expect(ui.call('backup.make', { password: PASSWORD, filePassword: null })).rejects.toMatchObject({
      name: 'LockedError',
    })
  })

  test('behavior: a part that this release does not know is kept, told, and in the next file', async () => {
    await world.local.set({ aside: { moonphases: [1, 2, 3] } })
    world.restart()
    ui = world.ui()
    await ui.until((state) => state.status === 'unlocked')
    const { text: file } = await ui.call('backup.make', { password: PASSWORD, filePassword: null })
    elsewhere()
    const report = await ui.call('backup.restore', { file, password: PASSWORD, walletPassword: null })
    expect(report.unknown).toEqual(['moonphases'])
    expect(await world.local.get(['aside'])).toEqual({ aside: { moonphases: [1, 2, 3] } })
  })
})
