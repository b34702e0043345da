import { WalletError } from '../../shared/errors.ts'

export class QuoteGoneError extends WalletError {
  constructor() {
    super(-32003, 'This offer is too old. Nothing was signed. Ask for a new one.')
    this.name = 'QuoteGoneError'
  }
}
