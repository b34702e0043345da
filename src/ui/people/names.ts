/**
 * Who an address is, the same everywhere: an account of one's own, then a contact, then the verified ENS name, then
 * what Candor itself knows. A name stands beside an address; it never takes its place where money is sent.
 */
import { useEffect } from 'react'
import { create } from 'zustand'
import { knownContract } from '../../ethereum/known-contracts.ts'
import { visibleLine } from '../../ethereum/text.ts'
import type { WalletState } from '../../messaging/protocol.ts'
import { sameAddress } from '../../shared/hex.ts'
import { api, useWallet } from '../state.ts'
import { isKnownNormal, isNormal } from './ens-name.ts'

export type KnownName = { text: string; kind: 'account' | 'contact' | 'ens' | 'contract' }

const NAME_MOST = 40

/** Names of the chain that are not plain ASCII: whether they are normalised, once that is known. */
const useNormal = create<Record<string, boolean>>(() => ({}))
const asked = new Set<string>()

function askNormal(name: string): void {
  if (asked.has(name)) return
  asked.add(name)
  const tell = (is: boolean) => useNormal.setState({ [name]: is })
  isNormal(name).then(tell, () => tell(false))
}

const wanted = new Set<string>()
const looked = new Set<string>()
const GATHER_MS = 150

/** Addresses on the screen are looked up together, each once while the page is open. */
function look(address: string): void {
  if (looked.has(address)) return
  looked.add(address)
  if (wanted.size === 0)
    setTimeout(() => {
      const addresses = [...wanted].map((one): `0x${string}` => `0x${one.slice(2)}`)
      wanted.clear()
      // A name is an ornament: without it the address stands alone.
      api('names.look', { addresses: addresses.slice(0, 200) }).catch(() => undefined)
    }, GATHER_MS)
  wanted.add(address)
}

type Source = Pick<WalletState, 'accounts' | 'people'>

function ownName({ accounts, people }: Source, address: string): KnownName | null {
  const account = accounts.find((one) => sameAddress(one.address, address))
  if (account) return { text: visibleLine(account.name, NAME_MOST), kind: 'account' }
  const contact = people.contacts.find((one) => sameAddress(one.address, address))
  return contact ? { text: visibleLine(contact.name, NAME_MOST), kind: 'contact' } : null
}

/** Null while nobody knows it. Looks the address up when it has no name of the person's own. */
export function useName(address: string): KnownName | null {
  const accounts = useWallet((state) => state.accounts)
  const people = useWallet((state) => state.people)
  const open = useWallet((state) => state.status === 'unlocked')
  const own = ownName({ accounts, people }, address)
  const claimed = people.names[address.toLowerCase()]
  const normal = useNormal(
    (all) => claimed !== undefined && (isKnownNormal(claimed) || all[claimed] === true),
  )
  const isOwn = own !== null
  useEffect(() => {
    if (claimed !== undefined && !isKnownNormal(claimed)) askNormal(claimed)
    if (!isOwn && open) look(address.toLowerCase())
  }, [address, claimed, isOwn, open])
  if (own !== null) return own
  if (claimed !== undefined && normal) return { text: claimed, kind: 'ens' }
  const contract = knownContract(address)
  return contract === null ? null : { text: contract, kind: 'contract' }
}

const WHAT: Record<KnownName['kind'], (text: string) => string> = {
  account: (text) => `Your account ${text}`,
  contact: (text) => `Your contact ${text}`,
  ens: (text) => `${text}, its ENS name`,
  contract: (text) => text,
}

/** The name with a word about where it is from: for reviews. */
export const describeName = ({ kind, text }: KnownName): string => WHAT[kind](text)
