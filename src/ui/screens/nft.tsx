import { useEffect, useState } from 'react'
import type { NftDescription, NftView } from '../../messaging/protocol.ts'
import { isWatched } from '../account-groups.ts'
import { Address } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { Skeleton } from '../components/Skeleton.tsx'
import { fold, messageOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { PicturesSheet } from '../nfts/allow.tsx'
import { Art, useStamp } from '../nfts/art.tsx'
import { nftParams, useNft } from '../nfts/find.ts'
import { titleOf } from '../nfts/groups.ts'
import { back, go, type Params } from '../router.ts'
import { api, useNetwork, useWallet } from '../state.ts'

/** One NFT: how it looks, what is said of it, and what can be done with it. */
export function Nft({ params }: { params: Params }) {
  const nft = useNft(params)
  if (!nft) {
    return (
      <Screen title="NFT">
        <p data-testid="nft-gone">This item is not in this account any more.</p>
      </Screen>
    )
  }
  return <Known nft={nft} />
}

const isUnasked = ({ origin, choice }: NftView) => origin === 'found' && choice !== 'shown'

function useDescription(nft: NftView): NftDescription | null {
  const { chainId, address, tokenId } = nft
  const stamp = useStamp(nft)
  const [described, setDescribed] = useState<NftDescription | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` is what to ask anew for.
  useEffect(() => {
    let gone = false
    const failed = (error: unknown): NftDescription => ({
      title: null,
      description: null,
      attributes: [],
      source: null,
      problem: { kind: 'failed', text: messageOf(error) },
    })
    api('nfts.describe', { chainId, address, tokenId })
      .catch(failed)
      .then((next) => {
        if (!gone) setDescribed(next)
      })
    return () => {
      gone = true
    }
  }, [chainId, address, tokenId, stamp])
  return described
}

function Known({ nft }: { nft: NftView }) {
  const described = useDescription(nft)
  const account = useWallet((state) => state.accounts.find((one) => one.address === nft.owner))
  const canSend = account !== undefined && !isWatched(account)
  return (
    <Screen
      title={fold(titleOf(nft), 40)}
      footer={
        <Button
          full
          kind="primary"
          testId="nft-send"
          disabled={!canSend}
          onClick={() => go('nft-send', nftParams(nft))}
        >
          {canSend ? 'Send' : 'Watch-only: it cannot be sent'}
        </Button>
      }
    >
      <div className="nft-large">
        <Art nft={nft} size="full" />
      </div>
      <Problem nft={nft} described={described} />
      <Words nft={nft} described={described} />
      <Facts nft={nft} described={described} owner={account?.name ?? null} />
      <Choices nft={nft} />
    </Screen>
  )
}

type PartProps = { nft: NftView; described: NftDescription | null }

/** Why there is less to see than there could be, and what can be done. */
function Problem({ nft, described }: PartProps) {
  const [open, setOpen] = useState(false)
  const show = useAction(() => choose(nft, 'shown', true))
  if (isUnasked(nft)) {
    return (
      <div className="nft-notice-below">
        <Notice
          kind="caution"
          title="It arrived unasked"
          action={
            <Button small testId="nft-show" busy={show.busy} onClick={() => void show.run()}>
              Take the collection out of the fold
            </Button>
          }
        >
          Anybody can send an NFT to anybody. Its name and links may be bait: go to no site that it names.
        </Notice>
      </div>
    )
  }
  if (described?.problem?.kind !== 'not-allowed') return null
  return (
    <div className="nft-notice-below">
      <Notice
        title="It is not on the chain"
        action={
          <Button small testId="nft-allow-images" onClick={() => setOpen(true)}>
            Choose whom to ask
          </Button>
        }
      >
        Its picture and its description are on the internet. Candor asks nobody for them before you say whom.
      </Notice>
      {open && <PicturesSheet onClose={() => setOpen(false)} />}
    </div>
  )
}

function Words({ nft, described }: PartProps) {
  const failed = described?.problem?.kind === 'failed' ? described.problem.text : null
  return (
    <div className="stack">
      <div>
        <h2 className="nft-name break" data-testid="nft-title">
          {titleOf(nft)}
        </h2>
        <p className="small quiet break">
          {nft.name}
          {nft.standard === 'ERC1155' && `, ${nft.quantity} of it`}
        </p>
      </div>
      {described === null && <Skeleton kind="w-50" />}
      {failed !== null && (
        <p className="small quiet" data-testid="nft-problem">
          {failed}
        </p>
      )}
      {described?.description && (
        <p className="small break nft-description" data-testid="nft-description">
          {described.description}
        </p>
      )}
      {described !== null && described.attributes.length > 0 && (
        <dl className="nft-traits">
          {described.attributes.map((trait, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike, and they never move.
            <div key={index} data-testid="nft-trait">
              <dt className="break">{trait.name}</dt>
              <dd className="break">{trait.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

function Facts({ nft, described, owner }: PartProps & { owner: string | null }) {
  const network = useNetwork(nft.chainId)
  const source = described?.source ?? null
  return (
    <dl className="facts asset-facts">
      <div>
        <dt>Item</dt>
        <dd className="break">#{nft.tokenId}</dd>
      </div>
      <div>
        <dt>Account</dt>
        <dd className="break">{owner ?? <Address address={nft.owner} />}</dd>
      </div>
      <div>
        <dt>Network</dt>
        <dd>
          <span className="line">
            <NetworkDot color={network?.color ?? 'currentColor'} />
            {network?.name}
          </span>
        </dd>
      </div>
      <div>
        <dt>Standard</dt>
        <dd>{nft.standard === 'ERC721' ? 'ERC-721' : 'ERC-1155'}</dd>
      </div>
      <div>
        <dt>Contract</dt>
        <dd>
          <Address address={nft.address} whole copy />
        </dd>
      </div>
      {source !== null && (
        <div>
          <dt>Description</dt>
          <dd className="break">{source === 'chain' ? 'On the chain' : `From ${source.host}`}</dd>
        </div>
      )}
      {network?.explorer && (
        <div>
          <dt>Explorer</dt>
          <dd>
            <a
              href={`${network.explorer}/nft/${nft.address}/${nft.tokenId}`}
              target="_blank"
              rel="noreferrer"
            >
              Look it up
            </a>
          </dd>
        </div>
      )}
    </dl>
  )
}

const choose = (nft: NftView, choice: 'hidden' | 'shown' | null, collection: boolean) =>
  api('nfts.choose', {
    chainId: nft.chainId,
    address: nft.address,
    tokenId: collection ? null : nft.tokenId,
    choice,
  })

/** Where it stands in the list. A choice for the item goes before that for its collection. */
function Choices({ nft }: { nft: NftView }) {
  const hidden = nft.choice === 'hidden'
  const hide = useAction(async (collection: boolean) => {
    if (!hidden) {
      if (collection) await choose(nft, null, false)
      await choose(nft, 'hidden', collection)
      back()
      return
    }
    await choose(nft, null, false)
    await choose(nft, nft.origin === 'found' ? 'shown' : null, true)
  })
  const remove = useAction(async () => {
    const { chainId, address, tokenId } = nft
    await api('nfts.remove', { chainId, address, tokenId })
    back()
  })
  return (
    <div className="line wrap asset-choices">
      <Button small testId="nft-hide" busy={hide.busy} onClick={() => void hide.run(false)}>
        {hidden ? 'Show again' : 'Hide'}
      </Button>
      {!hidden && (
        <Button small testId="nft-hide-collection" busy={hide.busy} onClick={() => void hide.run(true)}>
          Hide the collection
        </Button>
      )}
      {nft.origin === 'added' && (
        <Button small testId="nft-remove" busy={remove.busy} onClick={() => void remove.run()}>
          Take off the list
        </Button>
      )}
      {(hide.error ?? remove.error) && <FieldError text={hide.error ?? remove.error ?? ''} />}
    </div>
  )
}
