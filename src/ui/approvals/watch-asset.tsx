import type { WatchAssetApproval } from '../../messaging/protocol.ts'
import { Address } from '../components/Address.tsx'
import { Amount } from '../components/Amount.tsx'
import { TokenMark } from '../components/Identicon.tsx'
import type { BodyProps, KindView } from './kind-view.ts'

function WatchAsset({ approval: { asset, balance } }: BodyProps<WatchAssetApproval>) {
  const isToken = asset.standard === 'ERC20'
  return (
    <>
      <div className="ap-asset">
        <TokenMark symbol={isToken ? asset.symbol : asset.name} seed={asset.address} size={40} />
        <div className="ap-asset-text">
          <p className="ap-asset-name break">{asset.name}</p>
          <p className="small quiet break">
            {isToken ? `${asset.symbol}, ${asset.decimals} decimals` : `Item #${asset.tokenId}`}
          </p>
        </div>
      </div>
      <dl className="ap-details">
        {isToken && (
          <div className="ap-detail">
            <dt>Your balance</dt>
            <dd>
              {balance === null ? (
                <span className="quiet">Not known</span>
              ) : (
                <Amount value={balance} decimals={asset.decimals} symbol={asset.symbol} places={5} />
              )}
            </dd>
          </div>
        )}
        <div className="ap-detail">
          <dt>Contract</dt>
          <dd>
            <Address address={asset.address} whole copy />
          </dd>
        </div>
      </dl>
    </>
  )
}

export const watchAsset: KindView<WatchAssetApproval> = {
  verb: 'Add',
  busy: 'Adding…',
  Body: WatchAsset,
  warnsFirst: true,
  start: () => ({}),
}
