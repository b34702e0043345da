import { useState } from 'react'
import { parseAmount } from '../../ethereum/units.ts'
import type { SwapDefaults } from '../../messaging/protocol.ts'
import { RadioGroup } from '../components/Choice.tsx'
import { Field } from '../components/Field.tsx'
import { percent } from './amount.ts'

type OptionsProps = { value: SwapDefaults; onChange: (value: SwapDefaults) => void }

const STEPS: readonly number[] = [10, 50, 100]
/** More than this invites others to take the difference. */
const MUCH = 200

/** "0.5" as 50; null for what is no share between 0.01 and 50 per cent. */
export function parsePercent(text: string): number | null {
  try {
    const bps = Number(parseAmount(text.replace(/%\s*$/, ''), 2))
    return bps >= 1 && bps <= 5000 ? bps : null
  } catch {
    return null
  }
}

/** How far the price may move before it fails, and how long it may wait. */
export function SwapOptions({ value, onChange }: OptionsProps) {
  const { slippageBps, deadlineMinutes } = value
  const preset = slippageBps === 'auto' || STEPS.includes(slippageBps)
  const [own, setOwn] = useState<string | null>(preset ? null : (slippageBps / 100).toString())
  const [minutes, setMinutes] = useState(String(deadlineMinutes))
  const typed = own === null ? null : parsePercent(own)
  const inMinutes = /^\d{1,3}$/.test(minutes) ? Number(minutes) : 0
  const chosen = own !== null ? 'own' : String(slippageBps)
  return (
    <div className="stack">
      <RadioGroup
        label="How far the price may move"
        value={chosen}
        onChange={(next) => {
          setOwn(next === 'own' ? '' : null)
          const step = STEPS.find((one) => String(one) === next)
          if (next !== 'own') onChange({ ...value, slippageBps: step ?? 'auto' })
        }}
        options={[
          {
            value: 'auto',
            label: 'Automatic',
            detail: 'From the depth of the pools and how much the price moves',
            testId: 'slippage-auto',
          },
          ...STEPS.map((step) => ({ value: String(step), label: percent(step), testId: `slippage-${step}` })),
          { value: 'own', label: 'Another', testId: 'slippage-own' },
        ]}
      />
      {own !== null && (
        <Field
          label="Per cent"
          hideLabel
          value={own}
          focusNow
          inputMode="decimal"
          placeholder="0.5"
          testId="slippage-typed"
          after={<span className="quiet">%</span>}
          error={own !== '' && typed === null ? 'Between 0.01 and 50 per cent.' : null}
          hint={hintOf(typed)}
          onChange={(text) => {
            setOwn(text)
            const bps = parsePercent(text)
            if (bps !== null) onChange({ ...value, slippageBps: bps })
          }}
        />
      )}
      <Field
        label="Give up after"
        value={minutes}
        inputMode="numeric"
        testId="swap-deadline"
        after={<span className="quiet">minutes</span>}
        error={inMinutes < 1 || inMinutes > 180 ? 'Between 1 and 180 minutes.' : null}
        hint="A swap that waits longer fails, and nothing is sold. Swaps by LI.FI, Velora and 1inch have no such time in them: for those it holds until you sign."
        onChange={(text) => {
          setMinutes(text)
          const count = /^\d{1,3}$/.test(text) ? Number(text) : 0
          if (count >= 1 && count <= 180) onChange({ ...value, deadlineMinutes: count })
        }}
      />
    </div>
  )
}

function hintOf(bps: number | null): string | null {
  if (bps === null) return null
  if (bps > MUCH) return 'That is much: others can take the difference by trading right before you.'
  return bps < 10 ? 'That is little: it may fail when the price moves, and the network fee is paid.' : null
}
