import { useEffect, useState } from 'react'
import type { NetworkView } from '../../messaging/protocol.ts'
import type { Address as Hash } from '../../shared/hex.ts'
import { Address } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { Check } from '../components/Choice.tsx'
import { FieldError } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { fold, messageOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { api } from '../state.ts'
import type { Choice } from './tokens.ts'

type ByAddressProps = {
  address: Hash
  network: NetworkView
  /** Symbols of the listed tokens here, in lower case. */
  symbols: ReadonlySet<string>
  onChoose: (choice: Choice) => void
}

type Found = { symbol: string; name: string; decimals: number }

/** A token on no list: what its contract says of itself, what that is worth, and the person's own word. */
export function ByAddress({ address, network, symbols, onChoose }: ByAddressProps) {
  const { chainId } = network
  const [found, setFound] = useState<Found | { problem: string } | null>(null)
  const [sure, setSure] = useState(false)
  useEffect(() => {
    let stale = false
    setFound(null)
    api('assets.lookAtToken', { chainId, address }).then(
      (token) => !stale && setFound(token),
      (error: unknown) => !stale && setFound({ problem: messageOf(error) }),
    )
    return () => {
      stale = true
    }
  }, [chainId, address])
  const use = useAction(async (token: Found) => {
    await api('assets.addToken', { chainId, address })
    onChoose({ chainId, token: address, ...token, balance: null, price: null, listed: false })
  })
  if (found === null)
    return (
      <p className="small quiet swap-reading" role="status">
        <span className="spinner" aria-hidden="true" /> Reading the token from its contract…
      </p>
    )
  if ('problem' in found) return <FieldError text={found.problem} testId="swap-token-error" />
  const copy = symbols.has(found.symbol.trim().toLowerCase())
  return (
    <div className="stack swap-unlisted" data-testid="swap-unlisted">
      <div>
        <p className="swap-unlisted-name">
          It calls itself{' '}
          <strong>
            <bdi>{fold(found.symbol, 32)}</bdi>
          </strong>
          {found.name !== found.symbol && (
            <>
              , <bdi>{fold(found.name, 60)}</bdi>
            </>
          )}
          .
        </p>
        <Address address={address} whole />
      </div>
      <Notice
        kind={copy ? 'danger' : 'caution'}
        title={
          copy
            ? `It is not the ${fold(found.symbol, 16)} that this wallet knows`
            : `It is on no list for ${fold(network.name, 24)}`
        }
      >
        {copy
          ? 'Tokens that borrow a known name are mostly made to take money. Find the known one by its name.'
          : 'Anybody can make a token with any name, and one that can be bought and never sold. Take the address from the project itself.'}
      </Notice>
      <Check checked={sure} onChange={setSure} testId="swap-unlisted-sure">
        I have the address from somebody I trust.
      </Check>
      {use.error && <FieldError text={use.error} />}
      <Button
        full
        kind="primary"
        testId="swap-unlisted-use"
        disabled={!sure}
        busy={use.busy}
        busyLabel="Adding…"
        onClick={() => void use.run(found)}
      >
        Use this token
      </Button>
    </div>
  )
}
