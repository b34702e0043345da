import { CallError, type Client } from '../../../src/messaging/client.ts'
import type { UiApi, UiPush, WalletState } from '../../../src/messaging/protocol.ts'
import { walk } from './portfolio-states.ts'
import { WORDS } from './words.ts'

/** What the fake background answers: a value, or an Error to reject with. `undefined` never answers. */
export type Answers = { [N in keyof UiApi]?: UiApi[N][1] | Error | undefined }

export const problem = (name: string, message: string, data?: unknown): Error =>
  new CallError({ code: -32602, name, message, data })

export function fakeClient(state: WalletState, answers: Answers, atYes?: Partial<WalletState>) {
  const listeners = new Set<(push: UiPush) => void>()
  const push = (next: UiPush) => {
    for (const listener of listeners) listener(next)
  }
  const standard: Answers = {
    'vault.checkPhrase': { ok: true, words: 12 },
    'vault.checkBackup': true,
    'vault.reveal': { phrase: WORDS.slice(0, state.keyrings[0]?.words ?? 12).join(' '), passphrase: '' },
    'accounts.reveal': { key: `0x${'ab12'.repeat(16)}` },
    'accounts.checkKeystore': { address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045' },
    'activity.list': { rows: state.activity, cursor: null, notes: [], older: false },
    'activity.raw': [],
    'sites.inFront': null,
    'send.prepare': { approvalId: 'none' },
    'send.max': { amount: '1000000000000000000', fee: '42000000000000' },
    'assets.addToken': { symbol: 'USDC' },
    'networks.add': { chainId: 4242 },
    'networks.findLocal': [{ endpoint: 'http://127.0.0.1:8545', chainId: 31_337_001 }],
    'networks.check': [
      { url: 'https://ethereum-rpc.publicnode.com', ms: 84, height: 23_456_789, problem: null },
      { url: 'https://eth.drpc.org', ms: 412, height: 23_456_770, problem: null },
    ],
    'prices.history': walk(3104.22, 'day', 'Recorded by this wallet'),
    'portfolio.history': walk(9_103.5, 'day', 'Recorded by this wallet'),
    'assets.holders': [],
    'recipients.check': [],
    'approvals.approve': {},
  }
  const all = { ...standard, ...answers }
  const client: Client = {
    call(name, params) {
      const given = name in all
      const answer: unknown = given ? all[name] : null
      return new Promise((resolve, reject) => {
        if (given && answer === undefined) return
        setTimeout(() => {
          if (name === 'approvals.approve' && atYes) push({ patch: atYes })
          if (answer instanceof Error) return reject(answer)
          if (name === 'settings.set') push({ patch: { settings: { ...state.settings, ...Object(params) } } })
          if (name === 'display.set' && state.portfolio)
            push({ patch: { portfolio: { ...state.portfolio, display: Object(params) } } })
          // The preview stands in for the background, whose answers the types describe.
          resolve(answer as never)
        }, 30)
      })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    gesture() {},
    close() {},
  }
  return { client, push }
}
