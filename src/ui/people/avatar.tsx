/**
 * The picture of a verified ENS name. It stands beside the pattern of an address and its letters, never in their
 * place where money is sent: anybody can choose anybody's picture.
 */
import { useEffect, useState } from 'react'
import type { NftPicture } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { shrink } from '../nfts/shrink.ts'
import { api, useWallet } from '../state.ts'
import { isNormal } from './ens-name.ts'
import './people.css'

export type ShownAvatar = { name: string; src: string }

/** By address and by what may be loaded, while this page is open. */
const shown = new Map<string, Promise<ShownAvatar | null>>()
const MOST = 100

async function small(address: Address, picture: NftPicture): Promise<string | null> {
  if ('problem' in picture) return null
  if (picture.kept) return `data:${picture.type};base64,${picture.data}`
  const bytes = Uint8Array.from(atob(picture.data), (one) => one.charCodeAt(0))
  const source = URL.createObjectURL(new Blob([bytes], { type: picture.type }))
  try {
    const data = await shrink(source)
    if (data === null) return null
    api('names.keepAvatar', { address, data }).catch(() => {})
    return `data:${data.startsWith('iVBOR') ? 'image/png' : 'image/webp'};base64,${data}`
  } finally {
    URL.revokeObjectURL(source)
  }
}

async function load(address: Address): Promise<ShownAvatar | null> {
  const { name, picture } = await api('names.avatar', { address })
  if (name === null || !(await isNormal(name))) return null
  const src = await small(address, picture)
  return src === null ? null : { name, src }
}

/** Null while there is none to be shown. */
export function useAvatar(address: Address | null): ShownAvatar | null {
  const open = useWallet((state) => state.status === 'unlocked')
  const services = useWallet((state) => state.services)
  const gateway = useWallet((state) => state.nftGateway)
  const allowed = services.filter(({ kind, allowed }) => kind === 'media' && allowed === true)
  const stamp = [address?.toLowerCase(), gateway, ...allowed.map(({ id }) => id)].join(' ')
  const wanted = open && allowed.length > 0 ? address : null
  const [found, setFound] = useState<{ of: string; avatar: ShownAvatar | null } | null>(null)
  useEffect(() => {
    if (wanted === null) return
    let current = true
    // An ornament: without it everything is as it was.
    const work = shown.get(stamp) ?? load(wanted).catch(() => null)
    shown.set(stamp, work)
    for (const oldest of shown.keys()) {
      if (shown.size <= MOST) break
      shown.delete(oldest)
    }
    void work.then((avatar) => {
      if (avatar === null) shown.delete(stamp)
      if (current) setFound({ of: stamp, avatar })
    })
    return () => {
      current = false
    }
  }, [wanted, stamp])
  return wanted !== null && found?.of === stamp ? found.avatar : null
}

export const Avatar = ({ avatar, size }: { avatar: ShownAvatar; size: number }) => (
  <img
    className="avatar"
    src={avatar.src}
    width={size}
    height={size}
    alt=""
    draggable={false}
    data-testid="avatar"
    data-name={avatar.name}
  />
)
