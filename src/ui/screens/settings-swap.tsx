import type { ServiceView } from '../../messaging/protocol.ts'
import { List, Row } from '../components/List.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf } from '../format.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'
import { SwapOptions } from '../swap/options.tsx'
import { needsKey } from './settings-services.tsx'
import '../swap/swap.css'
import './services.css'

/** Who is asked for offers, who hands a swap in unseen by others, and what every swap begins with. */
export function SettingsSwap() {
  const swap = useWallet((state) => state.settings.swap)
  const services = useWallet((state) => state.services)
  const relays = services.filter(({ kind }) => kind === 'relay')
  return (
    <Screen title="Swaps">
      <section className="service-list" aria-label="Sources">
        <h2 className="section-title">Sources</h2>
        <List label="Sources">
          <Row
            title="On-chain pools"
            detail="Uniswap and the like, asked on your own endpoint. Nobody else learns of it."
            end={<span className="small">Always</span>}
          />
          <Services services={services.filter(({ kind }) => kind === 'swap')} />
        </List>
      </section>
      {relays.length > 0 && (
        <section className="service-list" aria-label="Private sending">
          <h2 className="section-title">Private sending</h2>
          <List label="Private sending">
            <Services services={relays} />
          </List>
        </section>
      )}
      <section aria-label="What every swap begins with">
        <h2 className="section-title">What every swap begins with</h2>
        <SwapOptions
          value={swap}
          onChange={(next) =>
            void api('settings.set', { swap: next }).catch((error: unknown) => toast(messageOf(error)))
          }
        />
      </section>
    </Screen>
  )
}

const Services = ({ services }: { services: readonly ServiceView[] }) =>
  services.map((service) => (
    <Row
      key={service.id}
      testId="service-row"
      data={{ 'data-id': service.id, 'data-allowed': String(service.allowed === true) }}
      title={service.name}
      detail={service.purpose}
      end={<span className="small quiet">{stateOf(service)}</span>}
      leads
      onClick={() => go('settings-service', { id: service.id })}
    />
  ))

const stateOf = (service: ServiceView): string =>
  service.allowed !== true
    ? 'Off'
    : needsKey(service)
      ? 'Needs a key'
      : service.problem !== null
        ? 'Problem'
        : 'On'
