import { useRef, useState } from 'react'
import type { AccountView, NetworkView, SwapAsked, SwapDefaults } from '../../messaging/protocol.ts'
import { isWatched } from '../account-groups.ts'
import { Button, IconButton, SubmitButton } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Icon } from '../components/Icons.tsx'
import { Screen } from '../components/Screen.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { useAction } from '../hooks/use-action.ts'
import { useRefresh } from '../hooks/use-refresh.ts'
import { AmountsShown } from '../portfolio/privacy.tsx'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'
import { AllowanceFact } from './allowance-fact.tsx'
import { begin } from './begin.ts'
import { type Form, keepForm, keepReviewed, keptForm, type Side } from './draft.ts'
import { Fact, Facts, RateLine, slippageText } from './facts.tsx'
import { Nobody } from './nobody.tsx'
import { Notes, needsWord, wordFor } from './notes.tsx'
import { Offers } from './offers.tsx'
import { SwapOptions } from './options.tsx'
import { Picking } from './picking.tsx'
import { notReady } from './ready.ts'
import { Recent, recentPairs } from './recent.tsx'
import { RouteFact } from './route.tsx'
import { SidePanel } from './side.tsx'
import { sideOf, wrongOf } from './side-of.ts'
import { OfferSkeleton } from './skeleton.tsx'
import { type Choice, sameToken } from './tokens.ts'
import { useChoices } from './use-choices.ts'
import { flipped, type SwapForm as Swap, useForm } from './use-form.ts'
import { useQuotes } from './use-quotes.ts'
import { Where } from './where.tsx'
import './swap.css'

type SwapFormProps = { account: AccountView; network: NetworkView; token: string | undefined }

export function SwapForm({ account, network, token }: SwapFormProps) {
  useRefresh(`swap ${account.address} ${network.chainId}`)
  const networks = useWallet((state) => state.networks)
  const activity = useWallet((state) => state.activity)
  const currency = useWallet((state) => state.portfolio?.display.currency ?? 'USD')
  const defaults = useWallet((state) => state.settings.swap)
  const [options, setOptions] = useState<SwapDefaults>(defaults)
  const [extra, setExtra] = useState<Choice[]>([])
  const [picking, setPicking] = useState<Side | null>(null)
  const [choosing, setChoosing] = useState(false)
  const [read, setRead] = useState<string | null>(null)
  const choices = useChoices(account, network, extra)
  const [buyChain, setBuyChain] = useState(() => keptForm(account.address, network.chainId)?.buy?.chainId)
  const buyNetwork = networks.find(({ chainId }) => chainId === buyChain) ?? network
  const buys = useChoices(account, buyNetwork, extra)
  const swap = useForm({ account, network, token }, choices, buys)
  const { form, sell, buy, typed } = swap
  const quoting = useQuotes(askedOf(account, swap, options))
  const quote = quoting.quotes.find((one) => one.source.id === form.source) ?? quoting.quotes[0] ?? null
  const latest = useRef({ quoting, quote })
  latest.current = { quoting, quote }

  const watched = isWatched(account)
  const told = quote === null ? '' : wordFor(quote, form.text)
  const acknowledged = quote === null || !needsWord(quote) || read === told
  const coin = choices.find((choice) => choice.token === 'native') ?? null
  const missing = notReady({
    sell,
    buy,
    typed,
    sells: form.side === 'sell',
    quoting,
    quote,
    coin,
    acknowledged,
    watched,
  })

  const review = useAction(async () => {
    const started = await begin(() => latest.current, quote?.source.id).catch((error) => {
      quoting.refresh()
      throw error
    })
    if (started === null) return
    const { approvalId, swapId, offer } = started
    const { allowance, kind } = offer
    const signsFirst = kind !== 'intent' && allowance.via === 'permit'
    keepReviewed(swapId === null ? null : { swapId, approvalId, signsFirst })
    go('approval', { id: approvalId })
  })
  const takeMax = useAction(async () => {
    if (sell === null) return
    const most = await api('swap.max', { chainId: sell.chainId, account: account.address, sell: sell.token })
    swap.setMost(most.amount)
  })

  const pick = (side: Side, choice: Choice) => {
    setExtra((before) => [
      ...before.filter((one) => one.chainId !== choice.chainId || !sameToken(one.token, choice.token)),
      choice,
    ])
    if (side === 'buy') {
      setBuyChain(choice.chainId)
      return swap.choose('buy', choice)
    }
    if (choice.chainId === network.chainId) return swap.choose('sell', choice)
    moveTo(choice.chainId, { ...form, sell: choice, buy: null, text: '', unit: 'token', side: 'sell' })
  }
  const flip = () => {
    if (form.buy === null || form.buy.chainId === network.chainId) return swap.flip()
    moveTo(form.buy.chainId, { ...flipped(form), buy: form.sell, sell: form.buy })
  }
  /** The form of the other network takes over what stands here. */
  const moveTo = (chainId: number, next: Form) => {
    keepForm(account.address, next)
    void api('networks.select', { chainId }).catch(() => {})
  }
  const waiting = typed !== null && 'units' in typed && typed.units > 0n && sell !== null && buy !== null
  const pending = waiting && quote === null && !quoting.done && quoting.error === null
  const error = quoting.error
  const sideProps = (side: Side) => ({
    ...sideOf(side, swap, quote, pending),
    currency,
    on: buyNetwork === network ? null : (side === 'sell' ? network : buyNetwork).name,
    error: wrongOf(side, swap, error, quote),
    onType: (text: string) => swap.type(side, text),
    onPick: () => setPicking(side),
  })
  return (
    <>
      <Screen
        title="Swap"
        onSubmit={() => missing === null && void review.run()}
        end={
          <IconButton
            icon="settings"
            name="Price movement and time"
            testId="swap-slippage"
            onClick={() => setChoosing(true)}
          />
        }
        footer={
          <>
            {review.error && <FieldError text={review.error} testId="swap-error" />}
            <SubmitButton
              disabled={missing !== null}
              busy={review.busy}
              busyLabel="Preparing…"
              slowLabel="Waiting for the network…"
              testId="swap-review"
            >
              {missing ?? 'Review'}
            </SubmitButton>
          </>
        }
      >
        <Where account={account} network={network} />
        {watched && (
          <p className="small quiet swap-watched" data-testid="swap-watch-only">
            Watch-only: these offers are to look at. To swap, import the account’s key or choose another one.
          </p>
        )}
        <div className="swap-sides">
          <SidePanel
            {...sideProps('sell')}
            max={
              sell !== null &&
              sell.balance !== '0' && (
                <Button
                  small
                  kind="plain"
                  busy={takeMax.busy}
                  testId="swap-max"
                  onClick={() => void takeMax.run()}
                >
                  Max
                </Button>
              )
            }
          />
          <button
            type="button"
            className="swap-flip"
            aria-label="Sell what is received, receive what is sold"
            title="The other way round"
            data-testid="swap-flip"
            disabled={buy === null}
            onClick={flip}
          >
            <Icon name="swap" size={16} />
          </button>
          <SidePanel {...sideProps('buy')} />
        </div>
        {takeMax.error && <FieldError text={takeMax.error} testId="swap-error" />}
        <AmountsShown>
          <div className="swap-below">
            {quote !== null ? (
              <>
                <RateLine quote={quote} refreshing={quoting.refreshing} onRefresh={quoting.refresh} />
                <Notes
                  quote={quote}
                  acknowledged={acknowledged}
                  onAcknowledge={(ticked) => setRead(ticked ? told : null)}
                />
                <Offers quoting={quoting} chosen={quote} onChoose={swap.setSource} />
                <Facts quote={quote} currency={currency} />
                <RouteFact quote={quote} />
                <AllowanceFact quote={quote} />
                {quote.kind !== 'wrap' && (
                  <Fact label="Price may move by" testId="swap-options" onClick={() => setChoosing(true)}>
                    {slippageText(quote, options.slippageBps)}
                  </Fact>
                )}
              </>
            ) : pending ? (
              <OfferSkeleton said="Looking for offers" />
            ) : waiting && (quoting.done || quoting.error?.field === null) ? (
              <Nobody quoting={quoting} sell={network} buy={buyNetwork} onRefresh={quoting.refresh} />
            ) : (
              <Recent
                pairs={recentPairs(activity, network.chainId, choices)}
                onChoose={(pair) => swap.choosePair(pair.sell, pair.buy)}
              />
            )}
          </div>
        </AmountsShown>
      </Screen>
      {picking !== null && (
        <Picking
          side={picking}
          account={account}
          network={picking === 'sell' ? network : buyNetwork}
          chosen={picking === 'sell' ? sell : buy}
          extra={extra}
          onChoose={(choice) => pick(picking, choice)}
          onClose={() => setPicking(null)}
        />
      )}
      <Sheet title="This swap" open={choosing} onClose={() => setChoosing(false)}>
        <SwapOptions value={options} onChange={setOptions} />
      </Sheet>
    </>
  )
}

/** Null while something is missing. */
function askedOf(
  account: AccountView,
  { form, sell, buy, typed }: Swap,
  options: SwapDefaults,
): SwapAsked | null {
  if (sell === null || buy === null || typed === null || 'problem' in typed || typed.units === 0n) return null
  return {
    chainId: sell.chainId,
    buyChainId: buy.chainId,
    account: account.address,
    sell: sell.token,
    buy: buy.token,
    exact: form.side === 'sell' ? 'in' : 'out',
    amount: typed.units.toString(),
    ...options,
  }
}
