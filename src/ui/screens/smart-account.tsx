import { useEffect, useState } from 'react'
import type { NetworkView, SmartAccountStatus } from '../../messaging/protocol.ts'
import { Address } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Icon } from '../components/Icons.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Screen } from '../components/Screen.tsx'
import { Skeleton } from '../components/Skeleton.tsx'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'

/** On which networks the selected account runs the code of a contract, whose it is, and how to end that. */
export function SmartAccount() {
  const networks = useWallet((state) => state.networks)
  const selected = useWallet((state) => state.selected)
  const account = useWallet((state) => state.accounts.find((one) => one.address === selected.address))
  const sites = useWallet((state) => state.sites)
  const used = new Set([selected.chainId, ...sites.map((site) => site.chainId)])
  const able = networks.filter((network) => network.smartAccounts)
  return (
    <Screen title="Smart account">
      <p className="small quiet">
        A smart account does several steps as one. When a site first asks {account?.name ?? 'your account'}{' '}
        for that, you decide; its code is then that of one audited contract. You can end it here, network by
        network.
      </p>
      <ul className="rows row-lines smart-rows" aria-label="Networks">
        {able.map((network) => (
          <OnNetwork
            key={`${network.chainId} ${selected.address}`}
            network={network}
            now={used.has(network.chainId)}
          />
        ))}
      </ul>
    </Screen>
  )
}

/** A network that was never used is not asked before somebody wants to know. */
export function OnNetwork({ network, now }: { network: NetworkView; now: boolean }) {
  const { chainId } = network
  const [status, setStatus] = useState<SmartAccountStatus | null>(null)
  const look = useAction(async () => setStatus(await api('smart.status', { chainId })))
  const revoke = useAction(async () => {
    const { approvalId } = await api('smart.revoke', { chainId })
    go('approval', { id: approvalId })
  })
  const { run } = look
  useEffect(() => {
    if (now) void run()
  }, [now, run])

  const unknown = status?.to === 'other'
  return (
    <li
      className="row smart-row"
      data-testid="smart-row"
      data-chain-id={chainId}
      data-status={status?.to ?? 'unknown'}
    >
      <span className="row-icon">
        <NetworkDot color={network.color} />
      </span>
      <span className="row-main">
        <span className="row-title">{network.name}</span>
        <span className="row-detail">
          <Words status={status} busy={look.busy} />
        </span>
        {unknown && status.address && (
          <span className="smart-danger small">
            <Address address={status.address} whole copy />
            <span className="danger-text">
              This account runs its code, and this wallet did not set that up. Whoever wrote the contract may
              be able to take what you have there.
            </span>
          </span>
        )}
        {(look.error ?? revoke.error) && <FieldError text={look.error ?? revoke.error ?? ''} />}
      </span>
      {status === null && !look.busy && (
        <Button small testId="smart-check" onClick={() => void run()}>
          {look.error ? 'Try again' : 'Check'}
          <span className="visually-hidden"> {network.name}</span>
        </Button>
      )}
      {(status?.to === 'ours' || unknown) && (
        <Button small testId="smart-revoke" busy={revoke.busy} onClick={() => void revoke.run()}>
          End
          <span className="visually-hidden"> on {network.name}</span>
        </Button>
      )}
    </li>
  )
}

function Words({ status, busy }: { status: SmartAccountStatus | null; busy: boolean }) {
  if (status === null) return busy ? <Skeleton kind="w-50" /> : 'Not checked'
  if (status.to === 'none') return 'Ordinary account'
  if (status.to === 'contract') return 'A contract of its own'
  if (status.to === 'ours') return 'Smart account: Simple7702Account'
  return (
    <span className="danger-text line">
      <Icon name="danger" size={14} />
      An unknown contract
    </span>
  )
}
