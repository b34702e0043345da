import type { SwitchNetworkApproval } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { useNetwork } from '../state.ts'
import type { BodyProps, KindView } from './kind-view.ts'

function SwitchNetwork({ approval }: BodyProps<SwitchNetworkApproval>) {
  return (
    <>
      <div className="ap-switch">
        <NetworkSide word="From" chainId={approval.fromChainId} />
        <span className="quiet">
          <Icon name="chevron" />
        </span>
        <NetworkSide word="To" chainId={approval.chainId} />
      </div>
      <p className="ap-means">This is for this site only. Other sites and the wallet stay where they are.</p>
    </>
  )
}

function NetworkSide({ word, chainId }: { word: string; chainId: number }) {
  const network = useNetwork(chainId)
  return (
    <div className="ap-switch-side">
      <p className="small quiet">{word}</p>
      <p className="ap-switch-name">
        <NetworkDot color={network?.color ?? 'var(--edge)'} size={12} />
        <span className="break">{network?.name ?? 'Unknown network'}</span>
      </p>
      <p className="small quiet">Chain id {chainId}</p>
    </div>
  )
}

export const switchNetwork: KindView<SwitchNetworkApproval> = {
  verb: 'Switch',
  busy: 'Switching…',
  Body: SwitchNetwork,
  start: () => ({}),
}
