// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, render, screen } from '@testing-library/react'
import { createElement } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import type { UiApi, WalletState } from '../../src/messaging/protocol.ts'
import { App, allowed } from '../../src/ui/app.tsx'
import { currentFlow, wipeFlow } from '../../src/ui/flow.ts'
import { reset, type ScreenName } from '../../src/ui/router.ts'
import { follow } from '../../src/ui/state.ts'
import { type Answers, fakeClient } from './preview/fake-client.ts'
import { scenarios } from './preview/states.ts'
import { WORDS } from './preview/words.ts'

// The polyfill refuses to load outside of an extension; nothing here asks the browser for anything.
vi.hoisted(() => Object.assign(globalThis, { chrome: { runtime: { id: 'candor' } } }))

/** Ends as soon as it holds: a slow machine alone fails nothing. */
const SOON = { timeout: 30_000 }
configure({ asyncUtilTimeout: SOON.timeout })

afterEach(() => {
  cleanup()
  wipeFlow()
  reset()
})

const stateOf = (name: string): WalletState => {
  const scenario = scenarios[name]
  if (!scenario) throw new Error(`no scenario ${name}`)
  return scenario.state
}

/** The whole app over a fake background; what was asked of it is written down. */
function open(name: string, answers: Answers = {}) {
  const asked: { name: string; params: unknown }[] = []
  const { client, push } = fakeClient(stateOf(name), answers)
  follow({
    ...client,
    call<N extends keyof UiApi>(call: N, params: UiApi[N][0]) {
      asked.push({ name: call, params })
      return client.call(call, params)
    },
  })
  act(() => push({ snapshot: stateOf(name) }))
  render(createElement(App))
  return { push, asked }
}

const type = (testId: string, text: string) => {
  const input = screen.getByTestId<HTMLInputElement>(testId)
  input.value = text
  fireEvent.input(input)
}
const shown = () => screen.getByTestId('app').dataset.screen

test.each<[ScreenName, WalletState['status'], boolean, ScreenName]>([
  ['home', 'locked', false, 'unlock'],
  ['settings-reveal', 'locked', true, 'unlock'],
  ['home', 'empty', false, 'welcome'],
  ['settings', 'empty', false, 'welcome'],
  ['networks', 'empty', false, 'networks'],
  ['password', 'empty', false, 'welcome'],
  ['password', 'empty', true, 'password'],
  ['password', 'unlocked', false, 'home'],
  ['unlock', 'unlocked', false, 'home'],
  ['restore', 'unlocked', false, 'home'],
  ['settings', 'unlocked', false, 'settings'],
])('security: %s while %s (flow %s) shows %s', (name, status, inFlow, expected) => {
  expect(allowed({ screen: name, params: {} }, status, inFlow).screen).toBe(expected)
})

test('security: creating a wallet leaves no word and no password in attributes, the URL or the title', async () => {
  const { push, asked } = open('empty', {
    'vault.reveal': { phrase: WORDS.join(' '), passphrase: '' },
  })
  fireEvent.click(await screen.findByTestId('onboarding-create'))
  await screen.findByTestId('password-new')
  type('password-new', 'lantern-fjord-81')
  type('password-repeat', 'lantern-fjord-81')
  fireEvent.click(screen.getByTestId('create-words-24'))
  fireEvent.click(screen.getByTestId('password-submit'))
  await vi.waitFor(
    () =>
      expect(asked).toContainEqual({
        name: 'vault.create',
        params: { words: 24, password: 'lantern-fjord-81' },
      }),
    SOON,
  )
  act(() => push({ snapshot: stateOf('backup24') }))
  fireEvent.click(await screen.findByTestId('seed-reveal'))
  await vi.waitFor(() => expect(screen.getByTestId('seed-word-24').textContent).toBe(WORDS[23]), SOON)
  const attributes = [...document.querySelectorAll('*')].flatMap((element) =>
    [...element.attributes].map((attribute) => attribute.value),
  )
  const places = [...attributes, document.title, location.href].join(' ')
  expect(places).not.toContain('lantern')
  for (const word of ['abandon', 'ability', 'actress']) expect(places).not.toContain(word)

  act(() => void window.dispatchEvent(new Event('blur')))
  expect(document.body.textContent).not.toContain('abandon')
  fireEvent.click(screen.getByTestId('seed-skip'))
  await vi.waitFor(() => expect(shown()).toBe('home'), SOON)
  expect(currentFlow()).toBeNull()
  expect(document.body.textContent).not.toContain('abandon')
})

test('behavior: passwords that differ or are short are told, and nothing is asked', async () => {
  const { asked } = open('empty')
  fireEvent.click(await screen.findByTestId('onboarding-create'))
  await screen.findByTestId('password-new')
  type('password-new', 'short')
  fireEvent.click(screen.getByTestId('password-submit'))
  expect((await screen.findByTestId('password-error')).textContent).toContain('Too short')
  type('password-new', 'long enough now')
  type('password-repeat', 'something else')
  fireEvent.click(screen.getByTestId('password-submit'))
  expect((await screen.findByTestId('password-error')).textContent).toContain('differ')
  expect(asked).toEqual([])
})

test('behavior: a phrase with a wrong word is mended by a click, then the password, then home', async () => {
  const answers: Answers = {
    'vault.checkPhrase': {
      ok: false,
      problem: { kind: 'word', position: 2, word: 'abilty', suggestions: ['ability'] },
    },
  }
  const { push, asked } = open('empty', answers)
  fireEvent.click(await screen.findByTestId('onboarding-restore'))
  const field = await screen.findByTestId<HTMLInputElement>('restore-phrase')
  expect([field.type, field.autocomplete, field.getAttribute('spellcheck')]).toEqual([
    'password',
    'off',
    'false',
  ])
  fireEvent.paste(field, { clipboardData: { getData: () => '  abandon\nabilty\n\table ' } })
  fireEvent.click(screen.getByTestId('restore-submit'))
  expect((await screen.findByTestId('restore-error')).textContent).toContain('Word 2')
  fireEvent.click(screen.getByTestId('restore-suggestion'))
  expect(field.value).toBe('abandon ability able')
  expect(screen.queryByTestId('restore-error')).toBeNull()

  cleanup()
  reset()
  const second = open('empty')
  fireEvent.click(await screen.findByTestId('onboarding-restore'))
  await screen.findByTestId('restore-phrase')
  type('restore-phrase', WORDS.slice(0, 12).join('  '))
  fireEvent.click(screen.getByTestId('restore-submit'))
  await screen.findByTestId('password-new')
  type('password-new', 'lantern-fjord-81')
  type('password-repeat', 'lantern-fjord-81')
  fireEvent.click(screen.getByTestId('password-submit'))
  await vi.waitFor(() => expect(second.asked.at(-1)?.name).toBe('vault.restore'), SOON)
  act(() => push({ snapshot: stateOf('home') }))
  await screen.findByTestId('total-balance')
  expect(currentFlow()).toBeNull()
  expect(asked.map(({ name }) => name)).not.toContain('vault.restore')
})

test('behavior: an unlock that fails is told; one that waits cannot be pressed', async () => {
  const { push } = open('locked-wrong', scenarios['locked-wrong']?.answers)
  type('unlock-password', 'nope')
  fireEvent.click(screen.getByTestId('unlock-submit'))
  expect((await screen.findByTestId('unlock-error')).textContent).toContain('not the password')
  act(() => push({ patch: { unlock: { retryAt: Date.now() + 4_000 } } }))
  const submit = screen.getByTestId<HTMLButtonElement>('unlock-submit')
  expect(submit.disabled).toBe(true)
  expect(submit.textContent).toMatch(/Wait [45] s/)
})

test('security: names from outside are text and nothing else', () => {
  open('home-huge')
  expect(screen.getByText('<script>alert(1)</script>')).toBeTruthy()
  expect(document.querySelector('.rows script, .rows b')).toBeNull()
})

test('behavior: a lock takes every screen away', async () => {
  const { push } = open('home')
  fireEvent.click(screen.getByTestId('open-settings'))
  await vi.waitFor(() => expect(shown()).toBe('settings'), SOON)
  act(() => push({ snapshot: stateOf('locked') }))
  expect(shown()).toBe('unlock')
  expect(document.body.textContent).not.toContain('Alice')
})

test('behavior: the passphrase that belongs to the words is shown with them, and hidden with them', async () => {
  open('home', { 'vault.reveal': { phrase: WORDS.slice(0, 12).join(' '), passphrase: 'my extra' } })
  act(() => reset('settings-reveal'))
  await screen.findByTestId('reveal-password')
  type('reveal-password', 'x')
  fireEvent.click(screen.getByTestId('seed-reveal'))
  await vi.waitFor(() => expect(screen.getByTestId('seed-passphrase').textContent).toBe('my extra'), SOON)
  fireEvent.click(screen.getByTestId('seed-hide'))
  expect(document.body.textContent).not.toContain('my extra')
  expect(document.body.textContent).not.toContain('abandon')
})
