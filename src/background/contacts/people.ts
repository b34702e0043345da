/** Everything that the wallet knows of people: contacts, former recipients, names. */
import type { Storage } from '../../storage/storage.ts'
import { createAvatars } from '../names/avatars.ts'
import { createEns } from '../names/ens.ts'
import type { Services } from '../services.ts'
import type { State } from '../state/state.ts'
import { createContacts } from './contacts.ts'
import { createRecipients } from './recipients.ts'

export type People = Pick<Services, 'contacts' | 'recipients' | 'ens' | 'avatars'>

export const createPeople = (services: () => Services, state: State, local: Storage): People => ({
  contacts: createContacts(state),
  recipients: createRecipients(services, local),
  ens: createEns(services),
  avatars: createAvatars(services),
})
