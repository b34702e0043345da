import { useState } from 'react'
import { isAddressLike } from '../../shared/hex.ts'
import { SubmitButton } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Notice } from '../components/Notice.tsx'
import { Picker } from '../components/Picker.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { fold, messageOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { back } from '../router.ts'
import { api, useWallet } from '../state.ts'

type Wrong = { field: 'address' | 'tokenId' | null; text: string }

function wrongOf(error: unknown): Wrong {
  const data = error instanceof Error && 'data' in error ? error.data : null
  const field = typeof data === 'object' && data !== null && 'field' in data ? data.field : null
  return { field: field === 'address' || field === 'tokenId' ? field : null, text: messageOf(error) }
}

/** One by its number, or all that a contract can list. */
export function NftAdd() {
  const networks = useWallet((state) => state.networks).filter(({ enabled }) => enabled)
  const selected = useWallet((state) => state.selected.chainId)
  const [chainId, setChainId] = useState(selected)
  const [address, setAddress] = useState('')
  const [tokenId, setTokenId] = useState('')
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const told = (field: Wrong['field']) => (wrong?.field === field ? wrong.text : null)
  const change = (set: (value: string) => void) => (value: string) => {
    setWrong(null)
    set(value)
  }
  const add = useAction(async () => {
    const typed = address.trim()
    if (!isAddressLike(typed)) {
      const text = 'This is not an address. It starts with 0x and has 40 more characters, 0-9 and a-f.'
      setWrong({ field: 'address', text })
      return
    }
    try {
      const id = tokenId.trim() === '' ? null : tokenId.trim()
      const { name, count } = await api('nfts.add', { chainId, address: typed, tokenId: id })
      toast(`${fold(name, 24)}: ${count} added`)
      back()
    } catch (error) {
      setWrong(wrongOf(error))
    }
  })
  return (
    <Screen
      title="Add an NFT"
      onSubmit={() => void add.run()}
      footer={
        <>
          {told(null) && <FieldError text={told(null)} testId="nft-error" />}
          <SubmitButton
            testId="nft-submit"
            busy={add.busy}
            busyLabel="Reading the contract…"
            slowLabel="Waiting for the network…"
          >
            Add
          </SubmitButton>
        </>
      }
    >
      <div className="stack">
        <p className="quiet">Whose it is and what it is called are read from its contract.</p>
        {networks.length > 1 && (
          <Picker
            title="Network"
            label="Network"
            testId="nft-network"
            value={String(chainId)}
            onChange={(next) => {
              setWrong(null)
              setChainId(Number(next))
            }}
            options={networks.map((network) => ({
              value: String(network.chainId),
              label: network.name,
              icon: <NetworkDot color={network.color} />,
            }))}
          />
        )}
        <Field
          label="Contract address"
          value={address}
          onChange={change(setAddress)}
          mono
          autoFocus
          placeholder="0x…"
          testId="nft-address"
          error={told('address')}
          errorTestId="nft-error"
        />
        <Field
          label="Number of the item"
          value={tokenId}
          onChange={change(setTokenId)}
          mono
          inputMode="numeric"
          placeholder="7"
          testId="nft-token-id"
          error={told('tokenId')}
          errorTestId="nft-error"
          hint="Leave it empty for all that you hold, where the collection can list them."
        />
        <Notice>
          Anybody can make a collection with any name. Take the address from the project itself.
        </Notice>
      </div>
    </Screen>
  )
}
