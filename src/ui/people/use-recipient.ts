import { useEffect, useState } from 'react'
import type { NameAnswer, TokenId, WalletState, Warning } from '../../messaging/protocol.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import { messageOf } from '../format.ts'
import { readyRecipient } from '../screens/send-checks.ts'
import { api, useWallet } from '../state.ts'
import { looksLikeName, normalName } from './ens-name.ts'

/** Long enough that nobody is asked for half a name. */
const PAUSE_MS = 350

/** What was typed, found out about. `name` is there when it was an ENS name, in its normal form. */
export type Found =
  | { kind: 'nothing' }
  | { kind: 'address'; address: Address; name: string | null }
  | { kind: 'looking'; name: string }
  | { kind: 'none'; text: string }
  | { kind: 'gateway'; name: string; hosts: string[] }

type Asked = { typed: string; chainId: number; found: Found }

/** An address, a contact or account by its whole name, or an ENS name, which is looked up while it is typed. */
export function useRecipient(typed: string, chainId: number): Found {
  const people = useWallet((state) => state.people)
  const accounts = useWallet((state) => state.accounts)
  const [asked, setAsked] = useState<Asked | null>(null)
  const text = typed.trim()
  const direct = readyRecipient(text) ?? byName(text, { accounts, people })
  const isName = direct === null && looksLikeName(text)
  // Another host may be asked now: what was found without it is looked up again.
  const gateways = people.gateways.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: as the line above says
  useEffect(() => {
    if (!isName) return
    let current = true
    setAsked(null)
    const timer = setTimeout(async () => {
      const found = await lookUp(text, chainId)
      if (current) setAsked({ typed: text, chainId, found })
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text, isName, chainId, gateways])
  if (direct !== null) return { kind: 'address', address: direct, name: null }
  if (!isName) return { kind: 'nothing' }
  if (asked?.typed === text && asked.chainId === chainId) return asked.found
  return { kind: 'looking', name: text }
}

function byName(
  text: string,
  { accounts, people }: Pick<WalletState, 'accounts' | 'people'>,
): Address | null {
  if (text === '') return null
  const key = text.normalize('NFKC').toLowerCase()
  const all = [...people.contacts, ...accounts.filter((account) => !account.hidden)]
  const named = all.filter(({ name }) => name.normalize('NFKC').toLowerCase() === key)
  return named.length === 1 ? (named[0]?.address ?? null) : null
}

async function lookUp(text: string, chainId: number): Promise<Found> {
  try {
    const name = await normalName(text)
    if (name === null)
      return { kind: 'none', text: 'This cannot be a name: it has characters that no name has.' }
    return shown(await api('names.resolve', { name, chainId }), name)
  } catch (error) {
    return { kind: 'none', text: messageOf(error) }
  }
}

function shown(answer: NameAnswer, name: string): Found {
  if (answer.kind === 'address') return { kind: 'address', address: answer.address, name }
  return answer.kind === 'none' ? answer : { kind: 'gateway', name, hosts: answer.hosts }
}

/** Why nothing can be sent there yet, in words. */
export function notYet(found: Found): string | null {
  if (found.kind === 'looking') return `${found.name} is still being looked up. Wait a moment.`
  if (found.kind === 'gateway') return 'The name has not been looked up yet.'
  return found.kind === 'none' ? found.text : null
}

/** The address that was shown; what was typed where there is none, for the background to say what is wrong. */
export const addressOr = (found: Found, typed: string): string =>
  found.kind === 'address' ? found.address : typed.trim()

/** What a person should hear about a recipient before the review says it. */
export function useWarnings(ask: {
  chainId: number
  from: Address
  token: TokenId
  to: Address | null
}): readonly Warning[] {
  const { chainId, from, token, to } = ask
  const [told, setTold] = useState<{ of: string; warnings: Warning[] } | null>(null)
  const of = `${chainId} ${from} ${token} ${to}`
  useEffect(() => {
    if (to === null || sameAddress(to, from)) return
    let current = true
    api('recipients.check', { chainId, from, token, to }).then(
      (warnings) => current && setTold({ of: `${chainId} ${from} ${token} ${to}`, warnings }),
      // The review looks once more, and says when it cannot.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [chainId, from, token, to])
  return told?.of === of ? told.warnings : []
}
