import { useState } from 'react'
import type { NftView } from '../../messaging/protocol.ts'
import { Address } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { TokenMark } from '../components/Identicon.tsx'
import { List, Row } from '../components/List.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { fold } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { api, useSelectedNetwork, useWallet } from '../state.ts'

/** What sites added with the person's word, as the chain names it: no pictures. */
export function Nfts() {
  const nfts = useWallet((state) => state.nfts)
  const [shown, setShown] = useState<NftView | null>(null)
  return (
    <>
      <List label="NFTs">
        {nfts.map((nft) => (
          <Row
            key={`${nft.address} ${nft.tokenId}`}
            testId="nft-row"
            data={{
              'data-token': nft.address,
              'data-token-id': nft.tokenId,
              'data-chain-id': String(nft.chainId),
            }}
            icon={<TokenMark symbol={nft.name} seed={nft.address} />}
            title={nft.name}
            detail={`#${fold(nft.tokenId, 24)}`}
            onClick={() => setShown(nft)}
          />
        ))}
      </List>
      <p className="home-note small quiet">These were added by sites. Candor does not look for others.</p>
      {shown && <NftSheet nft={shown} onClose={() => setShown(null)} />}
    </>
  )
}

function NftSheet({ nft, onClose }: { nft: NftView; onClose: () => void }) {
  const network = useSelectedNetwork()
  const remove = useAction(async () => {
    const { chainId, address, tokenId } = nft
    await api('assets.removeNft', { chainId, address, tokenId })
    onClose()
  })
  return (
    <Sheet
      title={fold(nft.name, 40)}
      open
      onClose={onClose}
      footer={
        <Button full testId="nft-remove" busy={remove.busy} onClick={() => void remove.run()}>
          Take off the list
        </Button>
      }
    >
      <dl className="facts">
        <div>
          <dt>Item</dt>
          <dd className="break">#{nft.tokenId}</dd>
        </div>
        <div>
          <dt>Standard</dt>
          <dd>{nft.standard}</dd>
        </div>
        <div>
          <dt>Network</dt>
          <dd>{network?.name}</dd>
        </div>
        <div>
          <dt>Contract</dt>
          <dd>
            <Address address={nft.address} whole copy />
          </dd>
        </div>
      </dl>
      {remove.error && <FieldError text={remove.error} />}
    </Sheet>
  )
}
