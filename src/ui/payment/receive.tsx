import { useState } from 'react'
import type { AccountView, NetworkView } from '../../messaging/protocol.ts'
import { Address, copyText } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { Identicon, NetworkDot } from '../components/Identicon.tsx'
import { Qr } from '../components/Qr.tsx'
import { Screen } from '../components/Screen.tsx'
import { useSelectedAccount, useSelectedNetwork } from '../state.ts'
import { Ask, type Asked, linkOf } from './ask.tsx'
import './payment.css'

/** The address, which every wallet reads; or a link that also says what and how much is asked for. */
export function Receive() {
  const account = useSelectedAccount()
  const network = useSelectedNetwork()
  if (!account || !network) return <Screen title="Receive">{null}</Screen>
  return <Shown key={`${account.address} ${network.chainId}`} account={account} network={network} />
}

function Shown({ account, network }: { account: AccountView; network: NetworkView }) {
  const { address } = account
  const [asked, setAsked] = useState<Asked | null>(null)
  const link = asked && linkOf(asked, address, network.chainId)
  return (
    <Screen
      title="Receive"
      footer={
        link ? (
          <Button
            full
            kind="primary"
            icon="link"
            testId="receive-copy-link"
            onClick={() => void copyText(link, 'Link copied')}
          >
            Copy link
          </Button>
        ) : (
          <Button
            full
            kind="primary"
            icon="copy"
            testId="receive-copy"
            onClick={() => void copyText(address, 'Address copied')}
          >
            Copy address
          </Button>
        )
      }
    >
      <div className="receive">
        <Qr
          text={link ?? address}
          size={208}
          label={link ? `QR code of a payment link to ${address}` : `QR code of ${address}`}
          testId="receive-qr"
        />
        <p className="small quiet receive-note" role="status">
          {asked === null ? (
            <>
              <NetworkDot color={network.color} size={8} /> You are on {network.name}. The address is the same
              on every network of Candor; ask the sender to use one that you use.
            </>
          ) : link ? (
            `Holds a payment link for ${network.name}. A wallet that cannot read it needs the plain address.`
          ) : (
            'Holds your address alone until the amount is right.'
          )}
        </p>
        {asked === null ? (
          <Button
            small
            kind="plain"
            testId="receive-ask"
            onClick={() => setAsked({ token: 'native', decimals: 18, amount: '' })}
          >
            Ask for an amount
          </Button>
        ) : (
          <Ask network={network} asked={asked} onChange={setAsked} link={link} />
        )}
        <div className="line receive-name">
          <Identicon address={address} size={24} />
          <span className="row-title">{account.name}</span>
        </div>
        <p className="receive-address">
          <Address address={address} whole testId="receive-address" />
        </p>
      </div>
    </Screen>
  )
}
