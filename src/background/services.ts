/** What capabilities may use of one another; put together in create-background.ts. */
import type { Accounts } from './accounts/accounts.ts'
import type { Keyrings } from './accounts/keyrings.ts'
import type { Activity } from './activity/activity.ts'
import type { SignedStore } from './activity/signed.ts'
import type { BackOff } from './approvals/back-off.ts'
import type { Queue } from './approvals/queue.ts'
import type { WaitingRoom } from './approvals/waiting-room.ts'
import type { Assets } from './assets/assets.ts'
import type { Contacts } from './contacts/contacts.ts'
import type { Recipients } from './contacts/recipients.ts'
import type { Reader } from './explaining/reader.ts'
import type { Explorers } from './explorers/explorers.ts'
import type { Guard } from './guard/guard.ts'
import type { Keeper } from './keeper.ts'
import type { Logs } from './logs/logs.ts'
import type { Avatars } from './names/avatars.ts'
import type { Ens } from './names/ens.ts'
import type { Networks } from './networks/networks.ts'
import type { RpcClient } from './networks/rpc-client.ts'
import type { SiteReads } from './networks/site-reads.ts'
import type { NftLogs } from './nfts/from-logs.ts'
import type { NftMedia } from './nfts/media.ts'
import type { Nfts } from './nfts/nfts.ts'
import type { Notifications } from './notifications/notifications.ts'
import type { Places } from './places/places.ts'
import type { Used } from './places/used.ts'
import type { Ports } from './ports.ts'
import type { Prices } from './prices/prices.ts'
import type { Providers } from './providers/providers.ts'
import type { Frames } from './sites/frames.ts'
import type { PageEvents } from './sites/page-events.ts'
import type { Sites } from './sites/sites.ts'
import type { State } from './state/state.ts'
import type { Filters } from './subscriptions/filters.ts'
import type { Subscriptions } from './subscriptions/subscriptions.ts'
import type { Swaps } from './swap/swaps.ts'
import type { Batches } from './transactions/batches.ts'
import type { History } from './transactions/history.ts'
import type { Transactions } from './transactions/transactions.ts'

export type Services = {
  ports: Ports
  state: State
  keeper: Keeper
  accounts: Accounts
  contacts: Contacts
  recipients: Recipients
  ens: Ens
  avatars: Avatars
  keyrings: Keyrings
  networks: Networks
  rpc: RpcClient
  reads: SiteReads
  filters: Filters
  subscriptions: Subscriptions
  sites: Sites
  frames: Frames
  events: PageEvents
  assets: Assets
  prices: Prices
  reader: Reader
  places: Places
  used: Used
  guard: Guard
  providers: Providers
  nfts: Nfts
  nftMedia: NftMedia
  nftLogs: NftLogs
  transactions: Transactions
  history: History
  logs: Logs
  explorers: Explorers
  notifications: Notifications
  signed: SignedStore
  activity: Activity
  batches: Batches
  swaps: Swaps
  queue: Queue
  waitingRoom: WaitingRoom
  backOff: BackOff
}
