import { useState } from 'react'
import { isAddressLike } from '../../shared/hex.ts'
import { SubmitButton } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { useAction } from '../hooks/use-action.ts'
import { back } from '../router.ts'
import { api, useSelectedNetwork } from '../state.ts'

export function Token() {
  const network = useSelectedNetwork()
  const [address, setAddress] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const add = useAction(async () => {
    const typed = address.trim()
    if (!isAddressLike(typed)) {
      setWrong('This is not an address. It starts with 0x and has 40 more characters, 0-9 and a-f.')
      return
    }
    if (!network) return
    const { symbol } = await api('assets.addToken', { chainId: network.chainId, address: typed })
    toast(`${symbol.slice(0, 24)} added`)
    back()
  })
  return (
    <Screen
      title="Add a token"
      onSubmit={() => void add.run()}
      footer={
        <SubmitButton testId="token-submit" busy={add.busy} busyLabel="Reading the token…">
          Add token
        </SubmitButton>
      }
    >
      <div className="stack">
        <p className="quiet">
          Name, symbol and decimals are read from the contract on <strong>{network?.name}</strong>.
        </p>
        <Field
          label="Contract address"
          value={address}
          onChange={(value) => {
            setAddress(value)
            setWrong(null)
            add.clear()
          }}
          mono
          autoFocus
          placeholder="0x…"
          testId="token-address"
          error={wrong ?? add.error}
          errorTestId="token-error"
        />
        <Notice>Anybody can make a token with any name. Take the address from the project itself.</Notice>
      </div>
    </Screen>
  )
}
