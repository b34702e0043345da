/** Why a decision could not be carried out. Nothing is signed with any of them. */
import { WalletError } from '../../shared/errors.ts'

export class ChangedError extends WalletError {
  constructor() {
    super(-32603, 'Something changed since you looked. Look again; nothing was signed.')
    this.name = 'ChangedError'
  }
}
export class WorseError extends WalletError {
  constructor() {
    super(
      -32603,
      'It was tried once more, and the result is worse than what you saw. Look again; nothing was signed.',
    )
    this.name = 'WorseError'
  }
}
export class GoneError extends WalletError {
  constructor() {
    super(-32603, 'This request is not waiting any more. It was answered, or the page went away.')
    this.name = 'GoneError'
  }
}
export class BlockedError extends WalletError {
  constructor(why: string) {
    super(-32603, why)
    this.name = 'BlockedError'
  }
}
