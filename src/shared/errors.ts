/**
 * Every failure that crosses a boundary. One class per failure, each with its EIP-1193, EIP-1474 or JSON-RPC
 * code. `shortMessage` is written for a person; `details` for a developer and never shown to a page.
 */

export interface ErrorShape {
  code: number
  message: string
  /** Which failure, for our own UI: stable, not shown. */
  name?: string
  data?: unknown
}

export class WalletError extends Error {
  readonly code: number
  readonly shortMessage: string
  readonly details: string | undefined
  readonly data: unknown

  constructor(code: number, shortMessage: string, options: { details?: string; data?: unknown } = {}) {
    super(shortMessage)
    this.name = new.target.name
    this.code = code
    this.shortMessage = shortMessage
    this.details = options.details
    this.data = options.data
  }
}

/** JSON-RPC 2.0 */
export class InvalidRequestError extends WalletError {
  constructor(message: string) {
    super(-32600, message)
    this.name = 'InvalidRequestError'
  }
}
export class MethodNotFoundError extends WalletError {
  constructor(method: string) {
    super(-32601, `The method "${method.slice(0, 64)}" does not exist or is not available.`)
    this.name = 'MethodNotFoundError'
  }
}
export class InvalidParamsError extends WalletError {
  constructor(message: string, details?: string) {
    super(-32602, message, details === undefined ? {} : { details })
    this.name = 'InvalidParamsError'
  }
}
export class InternalError extends WalletError {
  constructor(message: string, details?: string) {
    super(-32603, message, details === undefined ? {} : { details })
    this.name = 'InternalError'
  }
}

/** EIP-1474 */
export class InvalidInputError extends WalletError {
  constructor(message: string) {
    super(-32000, message)
    this.name = 'InvalidInputError'
  }
}
export class AlreadyPendingError extends WalletError {
  constructor(message: string) {
    super(-32002, message)
    this.name = 'AlreadyPendingError'
  }
}
/** What is needed to answer could not be found out. */
export class ResourceUnavailableError extends WalletError {
  constructor(message: string) {
    super(-32002, message)
    this.name = 'ResourceUnavailableError'
  }
}
export class LimitExceededError extends WalletError {
  constructor(message: string) {
    super(-32005, message)
    this.name = 'LimitExceededError'
  }
}

/** EIP-1193 */
export class UserRejectedError extends WalletError {
  constructor(message = 'User rejected the request.') {
    super(4001, message)
    this.name = 'UserRejectedError'
  }
}
export class UnauthorizedError extends WalletError {
  constructor(message = 'The requested account or method has not been authorized by the user.') {
    super(4100, message)
    this.name = 'UnauthorizedError'
  }
}
export class DisconnectedError extends WalletError {
  constructor(message = 'The wallet is not available.') {
    super(4900, message)
    this.name = 'DisconnectedError'
  }
}
export class UnrecognizedChainError extends WalletError {
  constructor(chainId: string) {
    super(
      4902,
      `Unrecognized chain ID "${chainId}". Try adding the chain using wallet_addEthereumChain first.`,
    )
    this.name = 'UnrecognizedChainError'
  }
}

/** An answer of a network's endpoint, passed on to pages as it came (code, message, data). */
export class EndpointError extends WalletError {
  /** @param shown the message made fit for our own screens: it is foreign text */
  constructor(code: number, message: string, data?: unknown, shown = message) {
    super(code, shown, { data })
    this.message = message
    this.name = 'EndpointError'
  }
}

/** More than the wallet reads of one answer. The question is at fault, not the endpoint. */
export class AnswerTooLargeError extends WalletError {
  constructor() {
    super(-32603, 'The answer of the network is larger than 2 MB. Ask for less at once.')
    this.name = 'AnswerTooLargeError'
  }
}

/** No endpoint of the network answered. */
export class UnreachableError extends WalletError {
  constructor(message: string, details?: string) {
    super(-32603, message, details === undefined ? {} : { details })
    this.name = 'UnreachableError'
  }
}

/** A field of a form of ours is wrong; `field` says which. */
export class FieldError extends WalletError {
  constructor(field: string, message: string) {
    super(-32602, message, { data: { field } })
    this.name = 'FieldError'
  }
}

/** The one place where anything thrown becomes what crosses a boundary. Unknown throws keep their text inside. */
export function toErrorShape(error: unknown): ErrorShape {
  if (error instanceof WalletError) {
    const shape: ErrorShape = { code: error.code, message: error.message, name: error.name }
    return error.data === undefined ? shape : { ...shape, data: error.data }
  }
  return { code: -32603, message: 'Internal error. Nothing was signed or sent.', name: 'InternalError' }
}
