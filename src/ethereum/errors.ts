/** Failures of this library, each with its code and words for a person. */
import { WalletError } from '../shared/errors.ts'

export type AddressProblem = 'malformed' | 'checksum'

/** A text that is no address, or one whose EIP-55 capitals do not match: a mistyped character. */
export class AddressError extends WalletError {
  readonly problem: AddressProblem

  constructor(problem: AddressProblem) {
    super(
      -32602,
      problem === 'checksum'
        ? 'This address has a mistake in it: its capital letters do not match. Copy it again from where you got it.'
        : 'This is not an address. An address is 0x and 40 characters from 0 to 9 and a to f.',
      { data: { problem } },
    )
    this.name = 'AddressError'
    this.problem = problem
  }
}

export type AmountProblem = 'empty' | 'malformed' | 'decimals' | 'negative'

/** A typed amount that cannot be meant exactly as it stands. */
export class AmountError extends WalletError {
  readonly problem: AmountProblem

  constructor(problem: AmountProblem, message: string) {
    super(-32602, message, { data: { problem } })
    this.name = 'AmountError'
    this.problem = problem
  }
}

/** A payment link that is damaged, or asks for what is no payment. Nothing of it is used. */
export class LinkError extends WalletError {
  constructor(message: string) {
    super(-32602, message)
    this.name = 'LinkError'
  }
}

/** An endpoint answered with something that is not what the method returns. Nothing of it is used. */
export class MalformedAnswerError extends WalletError {
  constructor(details: string) {
    super(-32603, 'The network gave an answer that makes no sense. Nothing was sent.', { details })
    this.name = 'MalformedAnswerError'
  }
}

/** A transaction that we built ourselves cannot be encoded: a fault of ours, told before anything is signed. */
export class EncodingError extends WalletError {
  constructor(details: string) {
    super(-32603, 'This transaction could not be put together. Nothing was signed or sent.', { details })
    this.name = 'EncodingError'
  }
}
