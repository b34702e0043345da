import type { AccountView, NetworkView } from '../../messaging/protocol.ts'
import { Identicon, NetworkDot } from '../components/Identicon.tsx'
import { fold } from '../format.ts'

/** Whose tokens, and on which network. */
export const Where = ({ account, network }: { account: AccountView; network: NetworkView }) => (
  <p className="swap-where small">
    <Identicon address={account.address} size={20} />
    <strong>{fold(account.name, 24)}</strong>
    <span className="swap-where-network quiet">
      <NetworkDot color={network.color} />
      {fold(network.name, 24)}
    </span>
  </p>
)
