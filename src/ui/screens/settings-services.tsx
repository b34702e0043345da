import type { ServiceKind, ServiceView } from '../../messaging/protocol.ts'
import { List, Row } from '../components/List.tsx'
import { Screen } from '../components/Screen.tsx'
import { go } from '../router.ts'
import { useWallet } from '../state.ts'
import './services.css'

const KINDS: readonly { kind: ServiceKind; title: string }[] = [
  { kind: 'safety', title: 'Protection' },
  { kind: 'price', title: 'Prices' },
  { kind: 'history', title: 'Activity' },
  { kind: 'media', title: 'NFTs and pictures' },
  { kind: 'name', title: 'Names' },
  { kind: 'code', title: 'Contracts' },
  { kind: 'swap', title: 'Swaps' },
  { kind: 'relay', title: 'Private sending' },
]

/** Whom the wallet may ask beside the networks; all off at first. */
export function SettingsServices() {
  const services = useWallet((state) => state.services)
  return (
    <Screen title="Outside services">
      <p className="small quiet">
        Candor works without any of these: it asks the networks alone. A service can tell it more, and learns
        something about you for it. Each is off until you switch it on.
      </p>
      {KINDS.map(({ kind, title }) => {
        const some = services.filter((service) => service.kind === kind)
        return (
          some.length > 0 && (
            <section key={kind} className="service-list">
              <h2 className="section-title">{title}</h2>
              <List label={title}>
                {some.map((service) => (
                  <Row
                    key={service.id}
                    testId="service-row"
                    data={{ 'data-id': service.id, 'data-allowed': String(service.allowed === true) }}
                    title={service.name}
                    detail={service.purpose}
                    end={<State service={service} />}
                    leads
                    onClick={() => go('settings-service', { id: service.id })}
                  />
                ))}
              </List>
            </section>
          )
        )
      })}
    </Screen>
  )
}

function State({ service }: { service: ServiceView }) {
  if (service.allowed !== true) return <span className="small quiet">Off</span>
  if (needsKey(service)) return <span className="small service-state-caution">Needs a key</span>
  if (service.problem !== null) return <span className="small service-state-caution">Problem</span>
  return <span className="small">On</span>
}

export const needsKey = ({ needsKey, keys }: ServiceView): boolean =>
  needsKey === 'required' && keys.length === 0
