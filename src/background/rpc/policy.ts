/**
 * The policy: what each method needs, as data. `public` answers anyone, `connected` needs an account that the site
 * may see now, `unlocked` waits for an unlock first. `approval` is the question it may ask. `joins`: a
 * second one of the same site, while the first waits, gets its answer. A method that is not here does not exist.
 */
import type { ApprovalKind } from '../../messaging/protocol.ts'
import { HARMLESS } from './harmless.ts'
import type { Method } from './method.ts'
import { candor_state } from './methods/candor_state.ts'
import { eth_accounts } from './methods/eth_accounts.ts'
import { eth_chainId } from './methods/eth_chainId.ts'
import { eth_coinbase } from './methods/eth_coinbase.ts'
import { eth_getFilterChanges } from './methods/eth_getFilterChanges.ts'
import { eth_getFilterLogs } from './methods/eth_getFilterLogs.ts'
import { eth_newBlockFilter } from './methods/eth_newBlockFilter.ts'
import { eth_newFilter } from './methods/eth_newFilter.ts'
import { eth_newPendingTransactionFilter } from './methods/eth_newPendingTransactionFilter.ts'
import { eth_requestAccounts } from './methods/eth_requestAccounts.ts'
import { eth_sendRawTransaction } from './methods/eth_sendRawTransaction.ts'
import { eth_sendTransaction } from './methods/eth_sendTransaction.ts'
import { eth_signTypedData } from './methods/eth_signTypedData.ts'
import { eth_signTypedData_v1 } from './methods/eth_signTypedData_v1.ts'
import { eth_signTypedData_v3 } from './methods/eth_signTypedData_v3.ts'
import { eth_signTypedData_v4 } from './methods/eth_signTypedData_v4.ts'
import { eth_subscribe } from './methods/eth_subscribe.ts'
import { eth_uninstallFilter } from './methods/eth_uninstallFilter.ts'
import { eth_unsubscribe } from './methods/eth_unsubscribe.ts'
import { net_version } from './methods/net_version.ts'
import { personal_ecRecover } from './methods/personal_ecRecover.ts'
import { personal_sign } from './methods/personal_sign.ts'
import { wallet_addEthereumChain } from './methods/wallet_addEthereumChain.ts'
import { wallet_getCallsStatus } from './methods/wallet_getCallsStatus.ts'
import { wallet_getCapabilities } from './methods/wallet_getCapabilities.ts'
import { wallet_getPermissions } from './methods/wallet_getPermissions.ts'
import { wallet_requestPermissions } from './methods/wallet_requestPermissions.ts'
import { wallet_revokePermissions } from './methods/wallet_revokePermissions.ts'
import { wallet_sendCalls } from './methods/wallet_sendCalls.ts'
import { wallet_showCallsStatus } from './methods/wallet_showCallsStatus.ts'
import { wallet_switchEthereumChain } from './methods/wallet_switchEthereumChain.ts'
import { wallet_watchAsset } from './methods/wallet_watchAsset.ts'
import { web3_clientVersion } from './methods/web3_clientVersion.ts'
import { web3_sha3 } from './methods/web3_sha3.ts'
import { READS } from './reads.ts'

export type Access = 'public' | 'connected' | 'unlocked'
export type Policy = { method: Method; access: Access; approval: ApprovalKind | null; joins: boolean }

const row = (
  method: Method,
  access: Access,
  approval: ApprovalKind | null = null,
  { joins = false } = {},
): Policy => ({ method, access, approval, joins })

const ROWS: readonly Policy[] = [
  row(candor_state, 'public'),
  row(eth_accounts, 'public'),
  row(eth_chainId, 'public'),
  row(eth_coinbase, 'public'),
  row(net_version, 'public'),
  row(web3_clientVersion, 'public'),
  row(web3_sha3, 'public'),
  row(personal_ecRecover, 'public'),
  row(wallet_getPermissions, 'public'),
  row(wallet_revokePermissions, 'public'),
  row(eth_requestAccounts, 'unlocked', 'connect', { joins: true }),
  row(wallet_requestPermissions, 'unlocked', 'connect'),
  // Of kind `sign-in` when the message is one.
  row(personal_sign, 'connected', 'message'),
  row(eth_signTypedData, 'connected', 'typed-data'),
  row(eth_signTypedData_v1, 'connected', 'typed-data'),
  row(eth_signTypedData_v3, 'connected', 'typed-data'),
  row(eth_signTypedData_v4, 'connected', 'typed-data'),
  row(eth_sendTransaction, 'connected', 'transaction'),
  row(wallet_sendCalls, 'connected', 'calls'),
  row(wallet_getCallsStatus, 'public'),
  row(wallet_showCallsStatus, 'connected'),
  row(wallet_getCapabilities, 'connected'),
  row(wallet_addEthereumChain, 'unlocked', 'add-network'),
  row(wallet_switchEthereumChain, 'unlocked', 'switch-network'),
  row(wallet_watchAsset, 'unlocked', 'watch-asset'),
  row(eth_sendRawTransaction, 'public'),
  row(eth_newFilter, 'public'),
  row(eth_newBlockFilter, 'public'),
  row(eth_newPendingTransactionFilter, 'public'),
  row(eth_getFilterChanges, 'public'),
  row(eth_getFilterLogs, 'public'),
  row(eth_uninstallFilter, 'public'),
  row(eth_subscribe, 'public'),
  row(eth_unsubscribe, 'public'),
  ...HARMLESS.map((method) => row(method, 'public')),
  ...READS.map((method) => row(method, 'public')),
]

/** By name. A Map: no name of a page reaches a prototype. */
export const POLICY: ReadonlyMap<string, Policy> = new Map(ROWS.map((one) => [one.method.name, one]))
