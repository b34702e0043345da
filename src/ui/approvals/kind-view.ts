import type { ComponentType } from 'react'
import type { ApprovalEdits, ApprovalView } from '../../messaging/protocol.ts'

export type EditPatch = { [K in keyof ApprovalEdits]: ApprovalEdits[K] | undefined }

export type BodyProps<A extends ApprovalView> = {
  approval: A
  edits: ApprovalEdits
  /** A field that is given as undefined is as the wallet chooses again. */
  edit: (patch: EditPatch) => void
  /** Keeps the yes back while something stands half done, with a word for what; null lets go. */
  hold: (why: string | null) => void
  /** To be called once the end of what is long has been in sight. */
  onEnd: () => void
}

/** What one kind of approval adds to the frame. */
export type KindView<A extends ApprovalView> = {
  /** The verb itself, and the word while it is done. */
  verb: string | ((approval: A) => string)
  busy: string
  Body: ComponentType<BodyProps<A>>
  /** Below the warnings. */
  After?: ComponentType<BodyProps<A>>
  /** What the person may change, as it stands at first. */
  start: (approval: A) => ApprovalEdits
  /** A word for what the person still has to do; null when nothing. */
  missing?: (edits: ApprovalEdits, approval: A) => string | null
  /** What is wrong stands before what is asked: content that may be long must not push it out of sight. */
  warnsFirst?: boolean
  /** It has to be read to its end. */
  gated?: (approval: A) => boolean
}
