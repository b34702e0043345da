/** What requests are read by beside what comes with the wallet: files that a person adds, and the public registry. */

export type DescriptorFileView = {
  id: string
  name: string
  /** Whom it says that it is of. */
  owner: string | null
  /** How many contracts it is for, and how many functions and messages of them. */
  contracts: number
  formats: number
  addedAt: number
}
export type ClearSigningView = {
  files: DescriptorFileView[]
  registry: {
    /** When it was read, in ms; null before the first time. */
    at: number | null
    /** How many descriptors are used. */
    count: number
    /** Why what came last is not used. */
    problem: string | null
  }
}

export type ClearSigningApi = {
  /** FieldError names `file`. */
  'clearSigning.addFile': [{ name: string; text: string }, null]
  'clearSigning.removeFile': [{ id: string }, null]
  /** Reads the public registry now, where the person lets it be asked; returns when that has ended. */
  'clearSigning.refresh': [null, null]
}
