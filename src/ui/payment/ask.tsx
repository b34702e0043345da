import { coinName } from '../../ethereum/coins.ts'
import { makePaymentLink } from '../../ethereum/payment-link.ts'
import { bundledTokens } from '../../ethereum/tokens.ts'
import { parseAmount } from '../../ethereum/units.ts'
import type { NetworkView, TokenId } from '../../messaging/protocol.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import { Button } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { Picker } from '../components/Picker.tsx'
import { messageOf } from '../format.ts'
import { Mark } from '../portfolio/asset-line.tsx'
import { useWallet } from '../state.ts'

/** What is asked for. `amount` as typed; empty leaves it to the sender. */
export type Asked = { token: TokenId; decimals: number; amount: string }

/** Null while the amount is not one. */
export function linkOf({ token, decimals, amount }: Asked, to: Address, chainId: number): string | null {
  const units = readAmount(amount, decimals)
  return 'problem' in units ? null : makePaymentLink({ chainId, token, to, amount: units.amount })
}

function readAmount(typed: string, decimals: number): { amount: bigint | null } | { problem: string } {
  if (typed.trim() === '') return { amount: null }
  try {
    const amount = parseAmount(typed, decimals)
    return amount === 0n ? { problem: 'The amount must be more than zero.' } : { amount }
  } catch (error) {
    return { problem: messageOf(error) }
  }
}

type AskProps = {
  network: NetworkView
  asked: Asked
  onChange: (next: Asked | null) => void
  link: string | null
}

export function Ask({ network, asked, onChange, link }: AskProps) {
  const assets = useAssetsOf(network)
  const read = readAmount(asked.amount, asked.decimals)
  return (
    <div className="stack receive-ask">
      <Picker
        title="What to ask for"
        label="Asset"
        testId="receive-asset"
        value={asked.token}
        options={assets.map(({ token, symbol, name }) => ({
          value: token,
          label: symbol,
          detail: name,
          keywords: name,
          icon: <Mark symbol={symbol} token={token} color={network.color} dot={false} size={28} />,
        }))}
        onChange={(value) => {
          const asset = assets.find(({ token }) => token === value)
          if (asset) onChange({ ...asked, token: asset.token, decimals: asset.decimals })
        }}
      />
      <Field
        label="Amount"
        testId="receive-amount"
        errorTestId="receive-error"
        inputMode="decimal"
        placeholder="The sender decides"
        focusNow
        value={asked.amount}
        error={'problem' in read ? read.problem : null}
        onChange={(amount) => onChange({ ...asked, amount })}
      />
      {link && (
        <p className="mono tiny receive-link" data-testid="receive-link">
          {link}
        </p>
      )}
      <Button small kind="plain" testId="receive-plain" onClick={() => onChange(null)}>
        Back to the plain address
      </Button>
    </div>
  )
}

type Asset = { token: TokenId; symbol: string; name: string; decimals: number }

/** The coin, what the account holds or looks for here, and the tokens that come with the wallet. */
function useAssetsOf({ chainId, symbol }: NetworkView): Asset[] {
  const portfolio = useWallet((state) => state.portfolio)
  const shown = (portfolio?.rows ?? []).filter(
    (row) => row.chainId === chainId && row.token !== 'native' && row.origin !== 'found',
  )
  const listed = bundledTokens(chainId)
    .filter(({ address }) => !shown.some(({ token }) => sameAddress(token, address)))
    .map(({ address, ...rest }) => ({ token: address, ...rest }))
  return [{ token: 'native', symbol, name: coinName(symbol), decimals: 18 }, ...shown, ...listed]
}
