/** A site proposes a token or an NFT for the list (EIP-747). It has its answer already. */
import { decodeUint, encodeBalanceOf } from '../../../ethereum/erc20.ts'
import { imitated } from '../../../ethereum/look-alike.ts'
import { visibleLine } from '../../../ethereum/text.ts'
import { bundledTokens } from '../../../ethereum/tokens.ts'
import type { Warning, WatchAssetApproval } from '../../../messaging/protocol.ts'
import { type Address, isHex } from '../../../shared/hex.ts'
import type { Services } from '../../services.ts'
import type { Subject as AnySubject } from '../entry.ts'
import type { EntryOf, Kind } from '../kinds.ts'
import { rawOf, shared } from './common.ts'

type Subject = Extract<AnySubject, { kind: 'watch-asset' }>

export const watchAsset: Kind<Subject> = {
  // The balance comes with the second view: nobody is to click while the screen changes.
  first: (services, entry) => ({ ...viewOf(services, entry, null), preparing: true }),
  async prepare(services, entry) {
    return { view: viewOf(services, entry, await balanceOf(services, entry)), plan: null }
  },
  recheck(services, entry) {
    services.networks.need(entry.subject.chainId)
  },
  async execute(services, entry) {
    const { asset, chainId } = entry.subject
    if (asset.standard === 'ERC20') {
      const { address, symbol, name, decimals } = asset
      await services.assets.tokens.keep(chainId, { address, symbol, name, decimals })
    } else await services.nfts.keep({ chainId, ...asset })
    return { result: true }
  },
}

/** Of whom the screen speaks: the owner of the item, else the site's account, else the one in use. */
function accountOf(services: Services, entry: EntryOf<Subject>): Address | null {
  const { asset } = entry.subject
  if (asset.standard !== 'ERC20') return asset.owner
  return services.sites.visibleAccounts(entry.origin)[0] ?? services.state.selected.get().address
}

async function balanceOf(services: Services, entry: EntryOf<Subject>): Promise<string | null> {
  const { asset, chainId } = entry.subject
  const account = accountOf(services, entry)
  if (asset.standard !== 'ERC20' || account === null) return null
  try {
    const call = { to: asset.address, data: encodeBalanceOf(account) }
    const answer = await services.rpc.request(chainId, 'eth_call', [call, 'latest'])
    return isHex(answer) ? (decodeUint(answer)?.toString() ?? null) : null
  } catch {
    // The balance is a courtesy here: the list will say when it cannot be read.
    return null
  }
}

function viewOf(services: Services, entry: EntryOf<Subject>, balance: string | null): WatchAssetApproval {
  const { asset, chainId } = entry.subject
  const base = shared(services, entry)
  const title = asset.standard === 'ERC20' ? asset.symbol : `${asset.name} #${asset.tokenId}`
  return {
    ...base,
    kind: 'watch-asset',
    account: accountOf(services, entry),
    chainId,
    asset,
    balance,
    summary: [
      ['Show ', { strong: visibleLine(title, 60) }, ' in your wallet'],
      ['Only what Candor shows you changes. Nothing is signed or sent.'],
    ],
    warnings: [...base.warnings, ...warningsOf(services, entry)],
    details: [
      { label: 'Contract', value: asset.address, mono: true },
      { label: 'Standard', value: asset.standard },
    ],
    raw: rawOf(entry),
  }
}

function warningsOf(services: Services, entry: EntryOf<Subject>): Warning[] {
  const { asset, chainId } = entry.subject
  if (asset.standard !== 'ERC20') {
    return services.nfts.has({ chainId, ...asset }) ? [KNOWN] : []
  }
  const known = services.assets.tokens.find(chainId, asset.address)?.origin === 'added' ? [KNOWN] : []
  const coin = services.networks.find(chainId)?.symbol ?? 'ETH'
  const twin = imitated(asset, bundledTokens(chainId), coin)
  if (twin === null) return known
  return [
    {
      rule: 'token-look-alike',
      severity: 'danger',
      title: `This is not the ${twin} that Candor knows`,
      text: `It goes by a name like that of ${twin}, at another contract. Fakes are made to be taken for the real one. Add it only if you checked the address somewhere you trust.`,
    },
    ...known,
  ]
}

const KNOWN: Warning = {
  rule: 'asset-known',
  severity: 'info',
  title: 'It is on your list already',
  text: 'Adding it again changes nothing.',
}
