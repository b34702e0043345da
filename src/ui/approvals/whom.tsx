import type { ApprovalView } from '../../messaging/protocol.ts'
import { Address } from '../components/Address.tsx'
import { Identicon, NetworkDot } from '../components/Identicon.tsx'
import { useNetwork, useWallet } from '../state.ts'

/** Which account answers, on which network. */
export function Whom({ approval }: { approval: ApprovalView }) {
  const accounts = useWallet((state) => state.accounts)
  const network = useNetwork(approval.chainId)
  const { account } = approval
  const name = accounts.find((one) => one.address === account)?.name
  return (
    <div className="ap-whom">
      {account && (
        <div className="ap-whom-account">
          <Identicon address={account} size={20} />
          <span className="ap-whom-name">{name ?? 'Account'}</span>
          <Address address={account} />
        </div>
      )}
      {/* A switch shows both of its networks itself. */}
      {approval.kind !== 'switch-network' && (
        <div className="ap-whom-network">
          <NetworkDot color={network?.color ?? 'var(--edge)'} />
          <span className="ap-whom-name">{network?.name ?? `Chain ${approval.chainId}`}</span>
          {network?.testnet && <span className="quiet">testnet</span>}
        </div>
      )}
    </div>
  )
}
