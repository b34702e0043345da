/** The privacy eye: no amount is drawn on our pages, except where a person is asked to agree to one. */
import { createContext, type ReactNode, useContext } from 'react'
import type { Display } from '../../messaging/protocol.ts'
import { api, useWallet, walletNow } from '../state.ts'

const Shown = createContext(false)

/** In here amounts stand whatever the eye says: nobody agrees to what they cannot see. */
export const AmountsShown = ({ children }: { children: ReactNode }) => <Shown value={true}>{children}</Shown>

export function useAmountsHidden(): boolean {
  const hidden = useWallet((state) => state.portfolio?.display.hideAmounts ?? false)
  return !useContext(Shown) && hidden
}

/** Stands for an amount, always as long: its length would tell its size. */
export const Blank = () => (
  <>
    <span aria-hidden="true">•••••</span>
    <span className="visually-hidden">Hidden</span>
  </>
)

/** Every number of a sentence blanked. */
export const blankNumbers = (text: string): string => text.replace(/\d[\d\u202f\u00a0.,]*/g, '•••••')

export const setDisplay = (change: Partial<Display>): void => {
  const now = walletNow()?.portfolio?.display
  if (now) void api('display.set', { ...now, ...change }).catch(() => {})
}
