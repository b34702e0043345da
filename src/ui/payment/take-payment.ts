/** From what was pasted or scanned to a filled-in send form. Nothing is sent here, and no amount is rounded. */
import { isEthereumLink } from '../../ethereum/eip681.ts'
import { isName } from '../../ethereum/link-values.ts'
import { type Payment, parsePaymentLink } from '../../ethereum/payment-link.ts'
import { visibleLine } from '../../ethereum/text.ts'
import type { AssetRow, WalletState } from '../../messaging/protocol.ts'
import { sameAddress } from '../../shared/hex.ts'
import { exactUnits } from '../format.ts'
import { readyRecipient } from '../screens/send-checks.ts'
import { keepDraft, takeDraft } from '../screens/send-draft.ts'
import { api, walletNow, whenWallet } from '../state.ts'

const BALANCES_MS = 10_000

/**
 * Keeps a draft for the send form, on the network that the link names.
 * @throws with words for a person, when nothing was filled in
 */
export async function takePayment(text: string): Promise<void> {
  if (!isEthereumLink(text)) return keepRecipient(text)
  const payment = parsePaymentLink(text)
  const notes = await goToNetworkOf(payment)
  if (payment.suggestsFee)
    notes.push('The link suggests a network fee. Candor uses its own, which you see in the review.')
  keep(payment, payment.token === 'native' ? null : await assetOf(payment.token), notes)
}

/** What else was typed stays. */
function keepRecipient(text: string): void {
  const to = readyRecipient(text) ?? (isName(text.trim()) ? text.trim() : null)
  if (to === null) throw new Error(`This is no address and no payment link: ${visibleLine(text, 120)}`)
  const { account, chainId } = selection()
  const typed = takeDraft(account, chainId) ?? { account, chainId, token: 'native', amount: '', max: false }
  keepDraft({ ...typed, to, notes: [] })
}

function keep({ to, amount }: Payment, asset: AssetRow | null, notes: string[]): void {
  keepDraft({
    ...selection(),
    token: asset?.token ?? 'native',
    to,
    amount: amount === null ? '' : exactUnits(amount, asset?.decimals ?? 18),
    max: false,
    notes,
  })
}

function selection(): { account: string; chainId: number } {
  const { address, chainId } = walletNow()?.selected ?? {}
  if (!address || chainId === undefined) throw new Error('Choose an account to send from.')
  return { account: address, chainId }
}

/** What is to be said of it. */
async function goToNetworkOf({ chainId }: Payment): Promise<string[]> {
  const state = walletNow()
  if (chainId === null || state === null || state.selected.chainId === chainId) return []
  const network = state.networks.find((one) => one.chainId === chainId)
  if (network === undefined)
    throw new Error(
      `This link is for the network with the number ${chainId}, which Candor does not know. Add it under Networks first. Nothing was filled in.`,
    )
  await api('networks.select', { chainId })
  await whenWallet((now) => now.selected.chainId === chainId)
  return [`The link is for ${network.name}: you are on that network now.`]
}

/** The token as the account holds it where it is now. */
async function assetOf(token: string): Promise<AssetRow> {
  await Promise.race([whenWallet(isRead), new Promise((done) => setTimeout(done, BALANCES_MS))])
  const state = walletNow()
  const found = state?.balances?.rows.find((row) => sameAddress(row.token, token))
  if (found !== undefined) return found
  const network = state?.networks.find(({ chainId }) => chainId === state.selected.chainId)
  throw new Error(
    `The link asks for the token ${token}, which is not among the assets of this account on ${network?.name ?? 'this network'}. If you hold it, add it to your assets first. Nothing was filled in.`,
  )
}

function isRead({ balances, selected }: WalletState): boolean {
  if (balances === null) return false
  const isOfThis = balances.chainId === selected.chainId && balances.address === selected.address
  return isOfThis && !balances.loading && (balances.at !== null || balances.error !== null)
}
