import { WalletError } from '../../shared/errors.ts'
import type { Account } from '../state/schema.ts'

/** The wallet holds no key of the account. */
export class WatchOnlyError extends WalletError {
  constructor(name: string) {
    super(
      4100,
      `${name} is watch-only: Candor has no key for it and cannot send or sign. Import its key, or choose another account.`,
    )
    this.name = 'WatchOnlyError'
  }
}

/** The account, or the phrase, is in this wallet. `data.watched`: without its key, which may now be added. */
export class AlreadyHereError extends WalletError {
  constructor(account: Account, watched: boolean) {
    super(
      -32602,
      watched
        ? `You watch this account already, as “${account.name}”. With its key you can use it.`
        : `This account is in the wallet already, as “${account.name}”. Nothing was changed.`,
      { data: { address: account.address, name: account.name, watched } },
    )
    this.name = 'AlreadyHereError'
  }
}

export class PhraseHereError extends WalletError {
  constructor(name: string) {
    super(-32602, `This recovery phrase is in the wallet already, as “${name}”. Nothing was changed.`)
    this.name = 'PhraseHereError'
  }
}
