import { WalletError } from '../../shared/errors.ts'

export class QuoteGoneError extends WalletError {
  constructor() {
    super(-32003, 'This offer is too old. Nothing was signed. Ask for a new one.')
    this.name = 'QuoteGoneError'
  }
}

/** The source has no such order, and had none. */
export class NotTakenError extends WalletError {
  constructor(label: string) {
    super(-32003, `${label} did not take the order. Nothing is sold. Ask for a new quote.`)
    this.name = 'NotTakenError'
  }
}

export class NotTakenBackError extends WalletError {
  constructor(label: string) {
    super(
      -32003,
      `${label} did not cancel the order: it may be carried out right now, or ${label} cannot be asked. Try again, or cancel it on the network.`,
    )
    this.name = 'NotTakenBackError'
  }
}
