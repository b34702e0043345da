import type { AccountView } from '../../messaging/protocol.ts'
import { Identicon } from './Identicon.tsx'

/** The account's picture, with a ring of the colour that it was given. */
export const AccountIcon = ({ account, size }: { account: AccountView; size?: number }) => (
  <span className="account-icon" data-color={account.color}>
    <Identicon address={account.address} {...(size === undefined ? {} : { size })} />
  </span>
)

export const WatchTag = () => <span className="tag">Watch-only</span>
