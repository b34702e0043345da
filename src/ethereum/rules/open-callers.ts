/** Contracts that call whatever anybody asks of them: a right that one of them has is a right of everybody. */
import type { Address } from '../../shared/hex.ts'

const OPEN: readonly Address[] = [
  '0x40A2aCCbd92BCA938b02010E17A5b8929b49130D', // Safe: MultiSendCallOnly 1.3
  '0xA1dabEF33b3B82c7814B6D82A79e50F4AC44102B', // Safe: MultiSendCallOnly 1.3, where transactions name the chain
  '0x9641d764fc13c8B624c04430C7356C1C7C8102e2', // Safe: MultiSendCallOnly 1.4
  '0xA83c336B20401Af773B6219BA5027174338D1836', // Safe: MultiSendCallOnly 1.5
  '0xcA11bde05977b3631167028862bE2a173976CA11', // Multicall3
  '0x5BA1e12693Dc8F9c48aAD8770482f4739bEeD696', // Multicall2
  '0xeefBa1e63905eF1D7ACbA5a8513c70307C1cE441', // Multicall
  '0x6566194141eefa99Af43Bb5Aa71460Ca2Dc90245', // Morpho: Bundler3
  '0x6BFd8137e702540E7A42B74178A4a49Ba43920C4', // Morpho: Bundler3 on Base
]
const open = new Set(OPEN.map((one) => one.toLowerCase()))

export const isOpenCaller = (address: Address): boolean => open.has(address.toLowerCase())

export const OPEN_TITLE = 'Anybody could take it'
export const openText = (spender: Address): string =>
  `The contract at ${spender} calls whatever anybody asks of it. With this right, any stranger can take what is yours through it. No honest site asks for this. Reject it.`
