/** Services outside of the networks: what each learns, whether the person lets it be asked, and their own keys. */

export type ServiceKind = 'price' | 'history' | 'media' | 'name' | 'code' | 'swap' | 'relay' | 'safety'

export type ServiceKeyView = {
  id: string
  label: string
  /** The last characters; the rest is never shown again. */
  ending: string
  addedAt: number
  /** `rejected` and `unreadable` stay so until the person acts; `limited` until a time. */
  state: 'ok' | 'rejected' | 'unreadable' | { limitedUntil: number }
}

export type ServiceView = {
  id: string
  name: string
  kind: ServiceKind
  /** Whom it asks; `*` for servers that others name. */
  hosts: string[]
  /** One sentence: what it is for. */
  purpose: string
  /** One sentence each: what it learns about the person. */
  learns: string[]
  needsKey: 'no' | 'optional' | 'required'
  /** Where a key is made. */
  keysAt: string | null
  /** The browser has to let it be asked: it does not answer to extensions as such. */
  needsAccess: boolean
  /** Null until the person has chosen; nobody is asked then. */
  allowed: boolean | null
  keys: ServiceKeyView[]
  /** Why it was of no use the last time, in words. */
  problem: string | null
}

export type ServicesApi = {
  'services.allow': [{ id: string; allowed: boolean }, null]
  /** FieldError names `key` or `label`. */
  'services.addKey': [{ id: string; key: string; label: string }, null]
  'services.renameKey': [{ id: string; keyId: string; label: string }, null]
  'services.removeKey': [{ id: string; keyId: string }, null]
  /** A key that was set aside is used again. */
  'services.retryKey': [{ id: string; keyId: string }, null]
}
