import { type RefObject, useEffect, useRef, useState } from 'react'
import type { NftView } from '../../messaging/protocol.ts'
import { TokenMark } from '../components/Identicon.tsx'
import { formatUnits } from '../format.ts'
import { useWallet } from '../state.ts'
import { type ShownPicture, usePicture } from './use-picture.ts'
import './nfts.css'

/** Whether an element has come near the part of the screen that can be seen; stays so. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const mark = element.current
    if (mark === null) return
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        setNear(true)
        watch.disconnect()
      },
      { root: mark.closest('.screen-body'), rootMargin: '200px' },
    )
    watch.observe(mark)
    return () => watch.disconnect()
  }, [element])
  return near
}

/** Another one when what may be loaded has changed. */
export function useStamp(nft: NftView): string {
  const services = useWallet((state) => state.services)
  const gateway = useWallet((state) => state.nftGateway)
  const allowed = services.filter(({ kind, allowed }) => kind === 'media' && allowed === true)
  return [gateway, nft.choice, ...allowed.map(({ id }) => id)].join(' ')
}

type ArtProps = { nft: NftView; size: 'small' | 'full'; onProblem?: (picture: ShownPicture) => void }

/** The picture, the shape of it while it loads, or its collection's mark with why there is none. */
export function Art({ nft, size, onProblem }: ArtProps) {
  const frame = useRef<HTMLSpanElement>(null)
  const near = useNear(frame)
  const picture = usePicture(nft, size, near, useStamp(nft))
  const [broken, setBroken] = useState(false)
  useEffect(() => onProblem?.(picture), [picture, onProblem])
  const shown = picture !== null && 'src' in picture && !broken ? picture.src : null
  const state = picture === null ? 'loading' : shown !== null ? 'shown' : problemOf(picture)
  return (
    <span ref={frame} className="nft-art" data-testid="nft-picture" data-state={state}>
      {picture === null && <span className="skeleton" />}
      {shown !== null && (
        <img src={shown} alt="" draggable={false} decoding="async" onError={() => setBroken(true)} />
      )}
      {picture !== null && shown === null && (
        <span className="nft-none">
          <TokenMark symbol={nft.name} seed={nft.address} size={size === 'full' ? 56 : 40} />
          {size === 'full' && <span>{wordsOf(picture)}</span>}
        </span>
      )}
      {nft.standard === 'ERC1155' && nft.quantity !== '1' && size === 'small' && (
        <span className="nft-count">×{formatUnits(nft.quantity, 0)}</span>
      )}
    </span>
  )
}

const problemOf = (picture: NonNullable<ShownPicture>) =>
  'problem' in picture ? picture.problem.kind : 'failed'
const wordsOf = (picture: NonNullable<ShownPicture>) =>
  'problem' in picture ? picture.problem.text : 'Its picture is broken.'
