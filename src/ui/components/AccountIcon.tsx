import type { AccountView } from '../../messaging/protocol.ts'
import { Avatar, type ShownAvatar } from '../people/avatar.tsx'
import { Identicon } from './Identicon.tsx'

type AccountIconProps = { account: AccountView; size?: number; avatar?: ShownAvatar | null }

/** The account's picture, with a ring of the colour that it was given. */
export const AccountIcon = ({ account, size = 32, avatar = null }: AccountIconProps) => (
  <span className="account-icon" data-color={account.color} data-round={avatar !== null}>
    {avatar === null ? (
      <Identicon address={account.address} size={size} />
    ) : (
      <Avatar avatar={avatar} size={size} />
    )}
  </span>
)

export const WatchTag = () => <span className="tag">Watch-only</span>
