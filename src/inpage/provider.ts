/**
 * The EIP-1193 provider (https://eips.ethereum.org/EIPS/eip-1193) as a page sees it: frozen, without a prototype, its
 * state in closures. `request` settles for any input, and its errors carry an integer code.
 */
import { createEventEmitter } from './event-emitter.ts'
import { createLegacy } from './legacy.ts'
import { isArray, NativePromise, providerError, type Wire } from './natives.ts'
import { sealed } from './sealed.ts'
import { createSession } from './session.ts'
import { createTransport, type Reject, type Resolve } from './transport.ts'

export type Provider = ReturnType<typeof createProvider>

/** `onRestored` is told what to call when the page comes back from the back-forward cache, where no event reaches it. */
export function createProvider(wire: Wire, onRestored: (refresh: () => void) => void) {
  const use = () => session.use(ask)
  const emitter = createEventEmitter(() => provider, use)
  const session = createSession(emitter.emit)
  const ask = createTransport(wire, session.handleEvent)
  onRestored(() => session.refresh(ask))

  function submit(args: unknown, resolve: Resolve, reject: Reject): void {
    const asked = parseArguments(args)
    if (typeof asked === 'string') {
      reject(providerError(-32600, asked))
      return
    }
    use()
    ask(asked.method, asked.params, session.watchAccounts(asked.method, resolve), reject)
  }

  const provider = sealed({
    ...emitter,
    ...createLegacy(submit, use, session),
    request: (args: unknown): Promise<unknown> =>
      new NativePromise((resolve, reject) => submit(args, resolve, reject)),
    isConnected(): boolean {
      use()
      return session.connected()
    },
    get chainId() {
      use()
      return session.chainId()
    },
    get networkVersion() {
      use()
      return session.networkVersion()
    },
    get selectedAddress() {
      use()
      return session.selected()
    },
    _metamask: sealed({
      isUnlocked: (): Promise<boolean> =>
        new NativePromise((resolve, reject) =>
          session.sync(ask, (state) => resolve(state.isUnlocked), reject),
        ),
    }),
    /** Says who we are. `isMetaMask` is added for `window.ethereum` alone, when the person asks for it. */
    isCandor: true,
    /** Old sites assign to it. */
    autoRefreshOnNetworkChange: false,
  })
  return provider
}

/** What to ask, or what is wrong with it. Each member is read once: a getter may answer otherwise the second time. */
function parseArguments(args: unknown): { method: string; params: unknown } | string {
  if (typeof args !== 'object' || args === null || isArray(args))
    return 'Expected a single, non-array, object argument.'
  try {
    const asked: { method?: unknown; params?: unknown } = args
    const { method, params } = asked
    if (typeof method !== 'string' || method === '') return "'args.method' must be a non-empty string."
    if (params !== undefined && (typeof params !== 'object' || params === null))
      return "'args.params' must be an object or array if provided."
    return { method, params }
  } catch {
    return 'The argument could not be read.'
  }
}
