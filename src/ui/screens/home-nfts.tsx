import { useMemo, useState } from 'react'
import type { NftView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Empty } from '../components/List.tsx'
import { fold } from '../format.ts'
import { AllowPictures, PicturesButton } from '../nfts/allow.tsx'
import { Art } from '../nfts/art.tsx'
import { listNfts, type NftGroup, nftId, titleOf } from '../nfts/groups.ts'
import { useNftRefresh } from '../nfts/use-refresh.ts'
import { Folded } from '../portfolio/folded.tsx'
import { go } from '../router.ts'
import { useNetwork, useWallet } from '../state.ts'
import '../portfolio/portfolio.css'

/** Of a collection, before one asks for the rest. */
const FIRST = 4
/** Drawn at first where nothing limits them, and with each press. */
const STEP = 40

export function Nfts() {
  const nfts = useWallet((state) => state.nfts)
  const list = useMemo(() => listNfts(nfts), [nfts])
  const loading = useNftRefresh()
  const add = (
    <div className="nft-foot">
      <Button small kind="plain" icon="plus" testId="nft-add" onClick={() => go('nft-add')}>
        Add an NFT
      </Button>
      {nfts.length > 0 && <PicturesButton />}
    </div>
  )
  if (nfts.length === 0) {
    return (
      <>
        {loading ? (
          <GridSkeleton />
        ) : (
          <Empty>
            No NFTs yet. What you receive or buy stands here; what Candor has not found, you can add.
          </Empty>
        )}
        {add}
      </>
    )
  }
  return (
    <>
      <AllowPictures />
      {list.single.length > 0 && <Tiles items={list.single} label="NFTs" first={STEP} />}
      {list.groups.map((group) => (
        <Collection key={group.key} group={group} />
      ))}
      <FoldedTiles
        items={list.unasked}
        testId="nfts-unasked"
        note="Anybody can send an NFT to anybody. Names and links of these may be bait, and nothing of them is loaded from the internet. Open one to take it out of here."
      >
        {(n) => `${n} that arrived unasked`}
      </FoldedTiles>
      <FoldedTiles items={list.hidden} testId="nfts-hidden">
        {(n) => `${n} hidden`}
      </FoldedTiles>
      {add}
    </>
  )
}

function Collection({ group }: { group: NftGroup }) {
  const network = useNetwork(group.chainId)
  return (
    <section aria-label={group.name}>
      <h2 className="nft-heading">
        <NetworkDot color={network?.color ?? 'currentColor'} />
        <span className="row-title">{fold(group.name, 48)}</span>
        <span className="small quiet">{group.items.length}</span>
      </h2>
      <Tiles items={group.items} label={group.name} first={FIRST} />
    </section>
  )
}

function Tiles({ items, label, first }: { items: readonly NftView[]; label: string; first: number }) {
  const [most, setMost] = useState(first)
  const left = items.length - most
  return (
    <>
      <ul className="nft-grid" aria-label={label}>
        {items.slice(0, most).map((nft) => (
          <li key={nftId(nft)}>
            <Tile nft={nft} />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <div className="nft-more">
          <Button small kind="plain" testId="nft-more" onClick={() => setMost(most + STEP)}>
            {left > STEP ? `Show ${STEP} more of ${items.length}` : `Show all ${items.length}`}
          </Button>
        </div>
      )}
    </>
  )
}

function Tile({ nft }: { nft: NftView }) {
  const { chainId, address, tokenId } = nft
  return (
    <button
      type="button"
      className="nft-tile"
      data-testid="nft-row"
      data-token={address}
      data-token-id={tokenId}
      data-chain-id={String(chainId)}
      data-quantity={nft.quantity}
      onClick={() => go('nft', { chainId: String(chainId), address, tokenId, owner: nft.owner })}
    >
      <Art nft={nft} size="small" />
      <span className="nft-title">{titleOf(nft)}</span>
      <span className="nft-collection">{nft.name}</span>
    </button>
  )
}

const GridSkeleton = () => (
  <div className="nft-grid" role="status" aria-label="Loading NFTs">
    {['a', 'b', 'c', 'd'].map((key) => (
      <span key={key} className="nft-art">
        <span className="skeleton" />
      </span>
    ))}
  </div>
)

type FoldedTilesProps = {
  items: readonly NftView[]
  testId: string
  note?: string
  children: (count: number) => string
}

function FoldedTiles({ items, testId, note, children }: FoldedTilesProps) {
  if (items.length === 0) return null
  const label = children(items.length)
  return (
    <div className="nft-folded">
      <Folded label={label} testId={testId} note={note}>
        {() => <Tiles items={items} label={label} first={STEP} />}
      </Folded>
    </div>
  )
}
