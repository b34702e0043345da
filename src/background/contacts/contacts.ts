/** The person's own names for other people's addresses: one name an address, one address a name. */
import { parseAddress, ZERO_ADDRESS } from '../../ethereum/address.ts'
import { plainText } from '../../ethereum/text.ts'
import type { ContactView } from '../../messaging/people-api.ts'
import { FieldError, WalletError } from '../../shared/errors.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { State } from '../state/state.ts'

const NAME_MOST = 40
export const MOST_CONTACTS = 1000

export type Contacts = {
  list(): ContactView[]
  find(address: Address): ContactView | undefined
  /** @param before address of the contact that is changed. @throws FieldError */
  save(given: { address: string; name: string; exchange: boolean }, before: Address | null): Promise<void>
  remove(address: Address): Promise<void>
  /** Takes those whose address and name are both new; how many. For backup files. */
  merge(given: readonly ContactView[]): Promise<number>
}

/** Without what is hidden in it; empty when nothing is left. */
export const contactName = (name: string): string =>
  [...plainText(name).replace(/\s+/gu, ' ')].slice(0, NAME_MOST).join('').trim()

const same = (a: string, b: string) => key(a) === key(b)
const key = (name: string) => name.normalize('NFKC').toLowerCase()

export function createContacts(state: State): Contacts {
  const list = () => state.contacts.get()
  const find = (address: Address) => list().find((one) => sameAddress(one.address, address))

  /** Says what stands in the way of a contact among `others`. @throws FieldError */
  function check({ address, name }: ContactView, others: readonly ContactView[]): void {
    if (name === '') throw new FieldError('name', 'Give the contact a name.')
    if (/^0x[0-9a-f]{4}/i.test(name))
      throw new FieldError('name', 'A name that reads like an address misleads.')
    if (sameAddress(address, ZERO_ADDRESS))
      throw new FieldError('address', 'Nobody owns the zero address: what is sent there is lost.')
    const accounts = state.accounts.get()
    const mine = accounts.find((one) => sameAddress(one.address, address))
    if (mine !== undefined) throw new FieldError('address', `This is your own account ${mine.name}.`)
    const twin = others.find((one) => sameAddress(one.address, address))
    if (twin !== undefined) throw new FieldError('address', `You have this address already, as ${twin.name}.`)
    if (accounts.some((one) => same(one.name, name)))
      throw new FieldError('name', 'One of your own accounts is called that.')
    if (others.some((one) => same(one.name, name)))
      throw new FieldError('name', 'Another contact is called that.')
  }

  return {
    list,
    find,

    async save(given, before) {
      const contact = {
        address: readAddress(given.address),
        name: contactName(given.name),
        exchange: given.exchange,
      }
      await state.contacts.update((now) => {
        const others = now.filter((one) => before === null || !sameAddress(one.address, before))
        check(contact, others)
        if (others.length >= MOST_CONTACTS)
          throw new FieldError('name', `There is room for ${MOST_CONTACTS} contacts. Remove one first.`)
        return [...others, contact].sort((a, b) => a.name.localeCompare(b.name, 'en'))
      })
    },

    async remove(address) {
      await state.contacts.update((now) => now.filter((one) => !sameAddress(one.address, address)))
    },

    async merge(given) {
      let added = 0
      await state.contacts.update((now) => {
        const all = [...now]
        for (const one of given) {
          const contact = { ...one, name: contactName(one.name) }
          try {
            check(contact, all)
          } catch {
            continue
          }
          if (all.length < MOST_CONTACTS) all.push(contact)
        }
        added = all.length - now.length
        return added === 0 ? now : all.sort((a, b) => a.name.localeCompare(b.name, 'en'))
      })
      return added
    },
  }
}

function readAddress(typed: string): Address {
  try {
    return parseAddress(typed)
  } catch (error) {
    throw error instanceof WalletError ? new FieldError('address', error.shortMessage) : error
  }
}
