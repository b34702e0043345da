import { Address, copyText } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { Identicon, NetworkDot } from '../components/Identicon.tsx'
import { Qr } from '../components/Qr.tsx'
import { Screen } from '../components/Screen.tsx'
import { useSelectedAccount, useSelectedNetwork } from '../state.ts'

export function Receive() {
  const account = useSelectedAccount()
  const network = useSelectedNetwork()
  if (!account) return <Screen title="Receive">{null}</Screen>
  return (
    <Screen
      title="Receive"
      footer={
        <Button
          full
          kind="primary"
          icon="copy"
          testId="receive-copy"
          onClick={() => void copyText(account.address, 'Address copied')}
        >
          Copy address
        </Button>
      }
    >
      <div className="receive">
        <Qr text={account.address} size={208} label={`QR code of ${account.address}`} testId="receive-qr" />
        <div className="line receive-name">
          <Identicon address={account.address} size={24} />
          <span className="row-title">{account.name}</span>
        </div>
        <p className="receive-address">
          <Address address={account.address} whole testId="receive-address" />
        </p>
        {network && (
          <p className="small quiet receive-note">
            <NetworkDot color={network.color} size={8} /> You are on {network.name}. The address is the same
            on every network of Candor; ask the sender to use one that you use.
          </p>
        )}
      </div>
    </Screen>
  )
}
