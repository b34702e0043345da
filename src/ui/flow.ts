/**
 * What the start of a wallet needs between its screens: never in React's state, never in a URL, and gone as soon as
 * it has been used or the person turns back.
 */
export type Flow =
  | { kind: 'create' }
  | { kind: 'restore'; phrase: string; passphrase: string }
  | { kind: 'backup'; password: string }

let flow: Flow | null = null

export const openFlow = (next: Flow): void => {
  flow = next
}
export const currentFlow = (): Flow | null => flow
export const flowIsOpen = (): boolean => flow !== null
export const wipeFlow = (): void => {
  flow = null
}
