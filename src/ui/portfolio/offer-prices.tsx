import type { PortfolioView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { useAction } from '../hooks/use-action.ts'
import { api, useWallet } from '../state.ts'

/** The one that is offered: it needs no key. */
const OFFERED = 'defillama'

/** Whether there is anything to offer. */
export function useOffersPrices(view: PortfolioView): boolean {
  const open = useWallet((state) => state.services.some((one) => one.id === OFFERED && one.allowed === null))
  const others = useWallet((state) =>
    state.services.some((one) => one.kind === 'price' && one.allowed === true),
  )
  return view.unvalued > 0 && open && !others
}

/** Once, where the chain alone tells no price: who could, and what it would learn. A no is never asked again. */
export function OfferPrices({ view }: { view: PortfolioView }) {
  const service = useWallet((state) => state.services.find((one) => one.id === OFFERED))
  const offers = useOffersPrices(view)
  const decide = useAction((allowed: boolean) => api('services.allow', { id: OFFERED, allowed }))
  if (service === undefined || !offers) return null
  return (
    <Notice
      testId="offer-prices"
      title={
        view.unvalued === 1
          ? 'One asset has no price from the chain, and is not in the sums'
          : `${view.unvalued} assets have no price from the chain, and are not in the sums`
      }
      action={
        <span className="line">
          <Button small testId="offer-prices-yes" busy={decide.busy} onClick={() => void decide.run(true)}>
            Ask {service.name}
          </Button>
          <Button
            small
            kind="plain"
            testId="offer-prices-no"
            disabled={decide.busy}
            onClick={() => void decide.run(false)}
          >
            Not now
          </Button>
        </span>
      }
    >
      <p>{service.name} knows more. It would learn:</p>
      <ul className="offer-learns">
        {service.learns.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="tiny quiet">You can change this at any time under Settings, Outside services.</p>
      {decide.error && <FieldError text={decide.error} />}
    </Notice>
  )
}
