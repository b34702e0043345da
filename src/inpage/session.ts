/**
 * What the page may know without asking: network, accounts, connected or not. Lazy: nothing is fetched, and no event
 * is heeded, before the page itself uses the provider.
 */
import type { PageEvent, ProviderState } from '../messaging/channel.ts'
import type { Address, Hex } from '../shared/hex.ts'
import { ignore, isArray, own, providerError } from './natives.ts'
import { type Ask, type Reject, type Resolve, toError } from './transport.ts'

const isState = (value: unknown): value is ProviderState =>
  typeof value === 'object' &&
  value !== null &&
  'chainId' in value &&
  'accounts' in value &&
  isArray(value.accounts)

/** Of our own content script: what is a list there is one of addresses. */
const isList = (value: unknown): value is Address[] => isArray(value)

export type Session = ReturnType<typeof createSession>
type Emit = (event: string, data: unknown) => unknown

export function createSession(emit: Emit) {
  let chainId: Hex | null = null
  let selected: Address | null = null
  /** The accounts as one string; undefined before they are known. */
  let known: string | undefined
  let connected: boolean | undefined
  let used = false
  let synced = false
  /** How many events set accounts and network: an answer asked for before the last one is older than it. */
  const heard = { accounts: 0, chain: 0 }

  /** @returns whether the page must hear of it */
  function setAccounts(accounts: readonly Address[], quiet: boolean): boolean {
    let list = ''
    for (let i = 0; i < accounts.length; i++) list += `${accounts[i]},`
    const changed = known === undefined ? list !== '' && !quiet : list !== known
    known = list
    selected = accounts[0] ?? null
    return changed
  }

  function setChain(next: Hex): boolean {
    const changed = chainId !== null && chainId !== next
    chainId = next
    return changed
  }

  function emitAccounts(accounts: readonly Address[]): void {
    const copy: Address[] = []
    for (let i = 0; i < accounts.length; i++) own(copy, i, accounts[i])
    emit('accountsChanged', copy)
  }

  function emitChain(): void {
    emit('chainChanged', chainId)
    emit('networkChanged', networkVersion())
  }

  function emitConnect(): void {
    if (connected === true) return
    connected = true
    emit('connect', { chainId })
  }

  /** EIP-155 ids are below 2^53, so that a number holds them. */
  const networkVersion = (): string | null => (chainId === null ? null : `${+chainId}`)

  function sync(ask: Ask, resolve: (state: ProviderState) => void, reject: Reject): void {
    const { accounts, chain } = heard
    used = true
    synced = true
    function fail(error: Error): void {
      synced = false
      reject(error)
    }
    ask(
      'candor_state',
      undefined,
      (value) => {
        if (!isState(value)) return fail(providerError(-32603, 'Candor gave an answer of an unknown kind.'))
        const chainMoved = heard.chain === chain && setChain(value.chainId)
        const accountsMoved = heard.accounts === accounts && setAccounts(value.accounts, true)
        emitConnect()
        if (chainMoved) emitChain()
        if (accountsMoved) emitAccounts(value.accounts)
        resolve(value)
      },
      fail,
    )
  }

  return {
    sync,
    /** The page uses the provider: fetches the state unless it is known or on its way. */
    use(ask: Ask): void {
      if (!synced) sync(ask, ignore, ignore)
    },
    /** Events may have been missed. */
    refresh(ask: Ask): void {
      if (used) sync(ask, ignore, ignore)
    },
    handleEvent(message: PageEvent): void {
      if (!used) return
      if (message.event === 'accountsChanged') {
        heard.accounts += 1
        if (setAccounts(message.data, false)) emitAccounts(message.data)
      } else if (message.event === 'chainChanged') {
        heard.chain += 1
        if (setChain(message.data)) emitChain()
      } else if (message.event === 'connect') {
        heard.chain += 1
        const moved = setChain(message.data.chainId)
        emitConnect()
        if (moved) emitChain()
      } else if (message.event === 'disconnect') {
        synced = false
        if (connected === false) return
        connected = false
        const error = toError(message.data)
        emit('disconnect', error)
        emit('close', error)
      } else if (message.event === 'message') {
        const { type, data } = message.data
        emit('message', message.data)
        emit('data', { jsonrpc: '2.0', method: type, params: data })
        emit('notification', data.result)
      }
    },
    /** Accounts that an answer brings are told before the promise settles, so that page and provider agree. */
    watchAccounts(method: string, resolve: Resolve): Resolve {
      if (method !== 'eth_requestAccounts' && method !== 'eth_accounts') return resolve
      const { accounts } = heard
      return (value) => {
        // A read that an event overtook is old; consent is news, however long it took.
        const fresh = method === 'eth_requestAccounts' || heard.accounts === accounts
        if (fresh && isList(value) && setAccounts(value, false)) emitAccounts(value)
        resolve(value)
      }
    },
    networkVersion,
    chainId: () => chainId,
    selected: () => selected,
    connected: () => connected !== false,
  }
}
