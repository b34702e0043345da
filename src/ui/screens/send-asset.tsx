import type { AssetRow, TokenId } from '../../messaging/protocol.ts'
import { Amount } from '../components/Amount.tsx'
import { FieldError } from '../components/Field.tsx'
import { TokenMark } from '../components/Identicon.tsx'
import { Picker } from '../components/Picker.tsx'

type AssetPickerProps = {
  assets: readonly AssetRow[]
  value: TokenId
  error: string | null
  onChange: (token: TokenId) => void
}

/** What to send: everything that the account holds here. */
export function AssetPicker({ assets, value, error, onChange }: AssetPickerProps) {
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
          icon: <TokenMark symbol={row.symbol} seed={row.token} size={28} />,
          end: <Amount value={row.balance} decimals={row.decimals} />,
        }))}
      />
      {error && <FieldError text={error} testId="send-error" />}
    </div>
  )
}
