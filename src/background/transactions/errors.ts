/** Why a transaction was not sent. */
import { WalletError } from '../../shared/errors.ts'

export class NotSentError extends WalletError {
  constructor(why: string) {
    super(-32003, `Not sent. The network refused it: ${why}`)
    this.name = 'NotSentError'
  }
}

export class TooLateError extends WalletError {
  constructor() {
    super(-32003, 'Too late: the network has decided about that transaction already. Nothing was sent.')
    this.name = 'TooLateError'
  }
}
export class NonceTakenError extends WalletError {
  constructor(why: string) {
    super(-32003, `${why} Nothing was sent.`)
    this.name = 'NonceTakenError'
  }
}

/** Endpoints say in different words that they have it already. */
export const KNOWN =
  /already known|already imported|known transaction|already in (the )?(mem)?pool|alreadyknown/i
