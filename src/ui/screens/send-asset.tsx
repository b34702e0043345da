import type { AssetRow, TokenId } from '../../messaging/protocol.ts'
import { Amount } from '../components/Amount.tsx'
import { FieldError } from '../components/Field.tsx'
import { Picker } from '../components/Picker.tsx'
import { Mark } from '../portfolio/asset-line.tsx'

type AssetPickerProps = {
  assets: readonly AssetRow[]
  /** Of the network: its coin wears it. */
  color: string
  value: TokenId
  error: string | null
  onChange: (token: TokenId) => void
}

/** What to send: everything that the account holds here. */
export function AssetPicker({ assets, color, value, error, onChange }: AssetPickerProps) {
  const byValue = new Map<string, TokenId>(assets.map((row) => [row.token, row.token]))
  return (
    <div className="stack-small">
      <Picker
        title="What to send"
        label="Asset"
        testId="send-asset"
        value={value}
        onChange={(next) => onChange(byValue.get(next) ?? 'native')}
        options={assets.map((row) => ({
          value: row.token,
          label: row.symbol,
          detail: row.name,
          keywords: row.name,
          icon: <Mark symbol={row.symbol} token={row.token} color={color} dot={false} size={28} />,
          end: <Amount value={row.balance} decimals={row.decimals} short />,
        }))}
      />
      {error && <FieldError text={error} testId="send-error" />}
    </div>
  )
}
