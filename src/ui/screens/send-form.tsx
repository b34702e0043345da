import { useState } from 'react'
import { coinName } from '../../ethereum/coins.ts'
import { isEthereumLink } from '../../ethereum/eip681.ts'
import type { AccountView, AssetRow, NetworkView, SendRequest, TokenId } from '../../messaging/protocol.ts'
import { feeText } from '../approvals/amounts.ts'
import { Amount } from '../components/Amount.tsx'
import { Button } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { exactUnits, fold } from '../format.ts'
import { type Action, useAction } from '../hooks/use-action.ts'
import { addressOr, notYet, useRecipient, useWarnings } from '../people/use-recipient.ts'
import { useWorth } from '../portfolio/use-worth.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'
import { AssetPicker } from './send-asset.tsx'
import { amountHint, type Problem, problemOf } from './send-checks.ts'
import { keepDraft, takeDraft } from './send-draft.ts'
import { HintText } from './send-hint.tsx'
import { SendFooter, SendFrom } from './send-parts.tsx'
import { Recipient } from './send-recipient.tsx'
import './send.css'

type SendFormProps = {
  account: AccountView
  network: NetworkView
  token: string | undefined
  /** What reads a payment link that is pasted. */
  link: Action<[string]>
}

export function SendForm({ account, network, token: asked, link }: SendFormProps) {
  const from = account.address
  const { chainId } = network
  const assets = useAssets(account, network)
  const [draft] = useState(() => takeDraft(from, chainId))
  const [token, setToken] = useState<TokenId>(
    draft?.token ?? assets.find((row) => row.token === asked)?.token ?? 'native',
  )
  const [to, setTo] = useState(draft?.to ?? '')
  const [amount, setAmount] = useState(draft?.amount ?? '')
  const [max, setMax] = useState<{ fee: string | null } | null>(draft?.max ? { fee: null } : null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const found = useRecipient(to, chainId)
  const warnings = useWarnings({ chainId, from, token, to: found.kind === 'address' ? found.address : null })
  const asset = assets.find((row) => row.token === token) ?? assets[0]

  const told = (field: Problem['field']) => (problem?.field === field ? problem.text : null)
  const attempt = async (work: () => Promise<void>) => {
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(problemOf(error))
    }
  }

  const keepHere = () => keepDraft({ account: from, chainId, token, to, amount, max: max !== null })

  const takeMax = useAction(() =>
    attempt(async () => {
      const most = await api('send.max', {
        chainId,
        from,
        token,
        to: found.kind === 'address' ? found.address : from,
      })
      setAmount(exactUnits(most.amount, asset?.decimals ?? 18))
      setMax({ fee: most.fee })
    }),
  )
  const review = useAction(() =>
    attempt(async () => {
      if (to.trim() === '')
        return setProblem({ field: 'recipient', text: 'Type or paste the address to send to.' })
      const waits = notYet(found)
      if (waits !== null) return setProblem({ field: 'recipient', text: waits })
      if (amount.trim() === '') return setProblem({ field: 'amount', text: 'Type how much to send.' })
      const request: SendRequest = {
        chainId,
        from,
        token,
        to: addressOr(found, to),
        ...(found.kind === 'address' && found.name !== null ? { name: found.name } : {}),
        amount: max ? 'max' : { typed: amount.trim() },
      }
      const { approvalId } = await api('send.prepare', request)
      keepHere()
      go('approval', { id: approvalId })
    }),
  )
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setProblem(null)
      link.clear()
      set(value)
    }
  // What the background refused says it better than the hint.
  const hint = asset && problem === null ? amountHint(amount, asset) : null
  const worth = useWorth({ chainId, token, decimals: asset?.decimals ?? 18, amount })

  return (
    <Screen
      title="Send"
      onSubmit={() => void review.run()}
      footer={<SendFooter problem={problem} busy={review.busy} />}
    >
      <div className="stack">
        <SendFrom address={from} name={account.name} network={network} />
        {link.busy && (
          <p className="small quiet" role="status">
            Reading the link…
          </p>
        )}
        {draft?.notes?.map((note) => (
          <Notice key={note} testId="send-link-note">
            {note}
          </Notice>
        ))}
        <AssetPicker
          assets={assets}
          color={network.color}
          value={token}
          error={told('token')}
          onChange={change((next) => {
            setToken(next)
            setMax(null)
            setAmount('')
          })}
        />
        <Recipient
          from={from}
          value={to}
          onChange={(text) => (isEthereumLink(text) ? void link.run(text) : change(setTo)(text))}
          found={found}
          warnings={warnings}
          error={told('recipient') ?? link.error}
          onScan={() => {
            keepHere()
            go('scan')
          }}
        />
        <Field
          label="Amount"
          testId="send-amount"
          errorTestId="send-error"
          inputMode="decimal"
          placeholder="0"
          value={amount}
          onChange={change((value) => {
            setAmount(value)
            setMax(null)
          })}
          error={told('amount')}
          aside={
            asset && (
              <span className="small quiet send-have">
                You have{' '}
                <Amount value={asset.balance} decimals={asset.decimals} symbol={fold(asset.symbol, 12)} />
              </span>
            )
          }
          hint={
            hint ? (
              <HintText hint={hint} />
            ) : (
              (worth || max?.fee) && (
                <>
                  {worth} {max?.fee && <MaxNote token={token} fee={max.fee} symbol={network.symbol} />}
                </>
              )
            )
          }
          after={
            <Button
              small
              kind="plain"
              busy={takeMax.busy}
              testId="send-max"
              onClick={() => void takeMax.run()}
            >
              Max
            </Button>
          }
        />
      </div>
    </Screen>
  )
}

const MaxNote = ({ token, fee, symbol }: { token: TokenId; fee: string; symbol: string }) => (
  <>
    {token === 'native' ? 'Everything but ' : 'All of it. The network fee comes on top: at most '}
    <span className="amount">
      {feeText(BigInt(fee))} {symbol}
    </span>
    {token === 'native' ? ', kept for the network fee.' : '.'}
  </>
)

/** The balances of this account here; the coin alone while they are not known. */
function useAssets(account: AccountView, network: NetworkView): AssetRow[] {
  const sheet = useWallet((state) => state.balances)
  const known = sheet?.address === account.address && sheet.chainId === network.chainId ? sheet.rows : []
  if (known.some((row) => row.token === 'native')) return known
  const coin = {
    symbol: network.symbol,
    name: coinName(network.symbol),
    decimals: 18,
    balance: '0',
    added: false,
  }
  return [{ token: 'native', ...coin }, ...known]
}
