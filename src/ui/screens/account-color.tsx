import { ACCOUNT_COLORS, type AccountColor } from '../../messaging/accounts-api.ts'
import type { AccountView } from '../../messaging/protocol.ts'
import { Sheet } from '../components/Sheet.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf } from '../format.ts'
import { api } from '../state.ts'

type ColorSheetProps = { account: AccountView; open: boolean; onClose: () => void }

/** A colour is a mark for the eye; its name goes with it for those who cannot see it. */
export function ColorSheet({ account, open, onClose }: ColorSheetProps) {
  const choose = (color: AccountColor | null) => {
    api('accounts.color', { address: account.address, color }).catch((error: unknown) =>
      toast(messageOf(error)),
    )
    onClose()
  }
  return (
    <Sheet title={`Colour of ${account.name}`} open={open} onClose={onClose}>
      <div className="colors">
        {([null, ...ACCOUNT_COLORS] as const).map((color) => (
          <button
            key={color ?? 'none'}
            type="button"
            className="color"
            aria-pressed={(account.color ?? null) === color}
            data-testid="option"
            data-value={color ?? 'none'}
            onClick={() => choose(color)}
          >
            <span className="color-dot" data-color={color ?? undefined} aria-hidden="true" />
            {color === null ? 'None' : `${color[0]?.toUpperCase()}${color.slice(1)}`}
          </button>
        ))}
      </div>
    </Sheet>
  )
}
