import { useState } from 'react'
import type { AccountView, NetworkView } from '../../messaging/protocol.ts'
import { useWallet } from '../state.ts'
import type { Side } from './draft.ts'
import { TokenPicker } from './token-picker.tsx'
import type { Choice } from './tokens.ts'
import { useChoices } from './use-choices.ts'

type PickingProps = {
  side: Side
  account: AccountView
  /** Where the list begins. */
  network: NetworkView
  chosen: Choice | null
  extra: readonly Choice[]
  onChoose: (choice: Choice) => void
  onClose: () => void
}

/** The source that brings tokens from one network to another. */
const BRIDGE = 'lifi'

export const useBridges = (): boolean =>
  useWallet((state) => state.services.some(({ id, allowed }) => id === BRIDGE && allowed === true))

/** The list of one side. What is sold may be on any network; what is received on another only by a bridge. */
export function Picking({ side, account, network, chosen, extra, onChoose, onClose }: PickingProps) {
  const all = useWallet((state) => state.networks)
  const bridges = useBridges()
  const [on, setOn] = useState(network.chainId)
  const networks =
    side === 'sell' || bridges
      ? all.filter(({ enabled, testnet, chainId }) => chainId === network.chainId || (enabled && !testnet))
      : []
  const shown = networks.find(({ chainId }) => chainId === on) ?? network
  const choices = useChoices(account, shown, extra)
  return (
    <TokenPicker
      side={side}
      network={shown}
      networks={networks}
      choices={choices}
      value={chosen?.chainId === shown.chainId ? chosen.token : null}
      onNetwork={setOn}
      onChoose={onChoose}
      onClose={onClose}
    />
  )
}
