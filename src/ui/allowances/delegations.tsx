import { useEffect, useState } from 'react'
import { Notice } from '../components/Notice.tsx'
import { OnNetwork } from '../screens/smart-account.tsx'
import { api, useWallet } from '../state.ts'

/** Code of others that the account runs (EIP-7702), on the networks that are switched on: whoever wrote it may take all. */
export function Delegations({ address }: { address: string }) {
  const able = useWallet((state) => state.networks).filter((one) => one.enabled && one.smartAccounts)
  const ids = able.map(({ chainId }) => chainId).join(' ')
  const [found, setFound] = useState<{ delegated: number[]; unread: number }>({ delegated: [], unread: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account is read anew.
  useEffect(() => {
    let stays = true
    const read = async (chainId: number) => {
      const { to } = await api('smart.status', { chainId })
      return to === 'ours' || to === 'other' ? [chainId] : []
    }
    void Promise.allSettled(ids === '' ? [] : ids.split(' ').map((id) => read(Number(id)))).then((all) => {
      if (!stays) return
      setFound({
        delegated: all.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])),
        unread: all.filter((one) => one.status === 'rejected').length,
      })
    })
    return () => {
      stays = false
    }
  }, [ids, address])
  const rows = able.filter(({ chainId }) => found.delegated.includes(chainId))
  if (rows.length === 0 && found.unread === 0) return null
  return (
    <section data-testid="delegations">
      <h2 className="section-title">Code that your account runs</h2>
      {rows.length > 0 && (
        <ul className="rows row-lines smart-rows" aria-label="Code that your account runs">
          {rows.map((network) => (
            <OnNetwork key={`${network.chainId} ${address}`} network={network} now />
          ))}
        </ul>
      )}
      {found.unread > 0 && (
        <Notice>
          {found.unread === 1 ? 'One network' : `${found.unread} networks`} did not answer whether your
          account runs a contract’s code there.
        </Notice>
      )}
    </section>
  )
}
