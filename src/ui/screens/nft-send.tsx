import { useState } from 'react'
import type { NftView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { fold, shortUnits } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { Art } from '../nfts/art.tsx'
import { useNft } from '../nfts/find.ts'
import { nftId, titleOf } from '../nfts/groups.ts'
import { addressOr, notYet, useRecipient, useWarnings } from '../people/use-recipient.ts'
import { go, type Params } from '../router.ts'
import { api, useNetwork, useWallet } from '../state.ts'
import { type Problem, problemOf } from './send-checks.ts'
import { SendFooter, SendFrom } from './send-parts.tsx'
import { Recipient } from './send-recipient.tsx'
import '../portfolio/portfolio.css'
import './send.css'

/** To whom, and of an ERC-1155 how many; the review is an approval. */
export function NftSend({ params }: { params: Params }) {
  const nft = useNft(params)
  if (!nft) {
    return (
      <Screen title="Send">
        <p>This item is not in this account any more.</p>
      </Screen>
    )
  }
  return <Form key={nftId(nft)} nft={nft} />
}

/** What was typed, while its review stands in front: rejecting it loses nothing. */
let draft: { id: string; to: string; amount: string } | null = null

function takeDraft(nft: NftView) {
  const mine = draft?.id === nftId(nft) ? draft : null
  draft = null
  return mine
}

function Form({ nft }: { nft: NftView }) {
  const [before] = useState(() => takeDraft(nft))
  const [to, setTo] = useState(before?.to ?? '')
  const [amount, setAmount] = useState(before?.amount ?? '1')
  const [problem, setProblem] = useState<Problem | null>(null)
  const account = useWallet((state) => state.accounts.find((one) => one.address === nft.owner))
  const network = useNetwork(nft.chainId)
  const found = useRecipient(to, nft.chainId)
  const warnings = useWarnings({
    chainId: nft.chainId,
    from: nft.owner,
    token: nft.address,
    to: found.kind === 'address' ? found.address : null,
  })
  const told = (field: Problem['field']) => (problem?.field === field ? problem.text : null)
  const many = nft.standard === 'ERC1155'

  const review = useAction(async () => {
    setProblem(null)
    if (to.trim() === '') {
      setProblem({ field: 'recipient', text: 'Type or paste the address to send to.' })
      return
    }
    const waits = notYet(found)
    if (waits !== null) {
      setProblem({ field: 'recipient', text: waits })
      return
    }
    try {
      const { chainId, address, tokenId, owner } = nft
      const request = {
        chainId,
        address,
        tokenId,
        from: owner,
        to: addressOr(found, to),
        ...(found.kind === 'address' && found.name !== null ? { name: found.name } : {}),
        amount: amount.trim(),
      }
      const { approvalId } = await api('nfts.send', request)
      draft = { id: nftId(nft), to, amount }
      go('approval', { id: approvalId })
    } catch (error) {
      const wrong = problemOf(error)
      // Without a field for the amount, what is wrong with it stands above the button.
      setProblem(wrong.field === 'amount' && !many ? { ...wrong, field: null } : wrong)
    }
  })
  const change = (set: (value: string) => void) => (value: string) => {
    setProblem(null)
    set(value)
  }
  return (
    <Screen
      title="Send"
      onSubmit={() => void review.run()}
      footer={<SendFooter problem={problem} busy={review.busy} />}
    >
      <div className="stack">
        <SendFrom address={nft.owner} name={account?.name} network={network} />
        <div className="nft-part" data-testid="nft-part">
          <Art nft={nft} size="small" />
          <span className="row-main">
            <strong className="row-title">{titleOf(nft)}</strong>
            <span className="row-detail">
              {nft.name} #{fold(nft.tokenId, 16)}
            </span>
          </span>
        </div>
        <Recipient
          from={nft.owner}
          value={to}
          onChange={change(setTo)}
          found={found}
          warnings={warnings}
          error={told('recipient')}
        />
        {many && (
          <Field
            label="How many"
            testId="send-amount"
            errorTestId="send-error"
            inputMode="numeric"
            value={amount}
            onChange={change(setAmount)}
            error={told('amount')}
            aside={<span className="small quiet amount">You have {shortUnits(nft.quantity, 0)}</span>}
            after={
              <Button small kind="plain" testId="send-max" onClick={() => change(setAmount)(nft.quantity)}>
                All
              </Button>
            }
          />
        )}
      </div>
    </Screen>
  )
}
