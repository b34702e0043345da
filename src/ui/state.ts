import { create } from 'zustand'
import type { Client } from '../messaging/client.ts'
import type { AccountView, NetworkView, UiApi, UiPush, WalletState } from '../messaging/protocol.ts'

type Mirror = {
  state: WalletState | null
  /** The background itself has spoken; before that, `state` is the stored picture. */
  live: boolean
}

const useMirror = create<Mirror>(() => ({ state: null, live: false }))

let client: Client | null = null

/** Shows a stored picture until the background speaks. */
export function paint(picture: WalletState): void {
  if (!useMirror.getState().live) useMirror.setState({ state: picture })
}

function receive(push: UiPush): void {
  if ('snapshot' in push) useMirror.setState({ state: push.snapshot, live: true })
  else useMirror.setState(({ state }) => (state ? { state: { ...state, ...push.patch } } : {}))
}

/** Follows the background through `next`. Called once per page. */
export function follow(next: Client): void {
  client = next
  next.subscribe(receive)
  let last = 0
  const gesture = (event: Event) => {
    if (!event.isTrusted || event.timeStamp - last < 10_000) return
    last = event.timeStamp
    next.gesture()
  }
  window.addEventListener('pointerdown', gesture, { capture: true, passive: true })
  window.addEventListener('keydown', gesture, { capture: true, passive: true })
}

/** Asks the background. Rejects with CallError (`name` tells which failure) or DisconnectedError. */
export function api<N extends keyof UiApi>(name: N, params: UiApi[N][0]): Promise<UiApi[N][1]> {
  if (!client) return Promise.reject(new Error('No background'))
  return client.call(name, params)
}

export const useReady = (): boolean => useMirror((mirror) => mirror.state !== null)
export const useLive = (): boolean => useMirror((mirror) => mirror.live)

/** A part of the mirror. Select a stable value: a field, not a new object. */
export function useWallet<T>(selector: (state: WalletState) => T): T {
  return useMirror((mirror) => {
    if (!mirror.state) throw new Error('useWallet before the first state')
    return selector(mirror.state)
  })
}

/** Ends when the mirror shows what `holds` says: an answer may come before the patch that it caused. */
export function whenWallet(holds: (state: WalletState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const test = ({ state }: Mirror) => state !== null && holds(state)
    if (test(useMirror.getState())) return resolve()
    const stop = useMirror.subscribe((mirror) => {
      if (!test(mirror)) return
      stop()
      resolve()
    })
  })
}

/** The mirror now, outside of rendering. */
export const walletNow = (): WalletState | null => useMirror.getState().state

export const useSelectedAccount = (): AccountView | undefined =>
  useWallet((state) => state.accounts.find((account) => account.address === state.selected.address))

export const useNetwork = (chainId: number): NetworkView | undefined =>
  useWallet((state) => state.networks.find((network) => network.chainId === chainId))

export const useSelectedNetwork = (): NetworkView | undefined =>
  useWallet((state) => state.networks.find((network) => network.chainId === state.selected.chainId))
