/** The failures of EIP-5792, one class each. https://eips.ethereum.org/EIPS/eip-5792#error-codes */
import { WalletError } from './errors.ts'

export class UnsupportedCapabilityError extends WalletError {
  constructor(name: string) {
    super(5700, `The capability "${name.slice(0, 60)}" is not supported and was not said to be optional.`)
    this.name = 'UnsupportedCapabilityError'
  }
}
export class UnsupportedChainError extends WalletError {
  constructor(chainId: number) {
    super(5710, `There is no network with chain id ${chainId} in this wallet.`)
    this.name = 'UnsupportedChainError'
  }
}
export class DuplicateIdError extends WalletError {
  constructor() {
    super(5720, 'There is a batch with this id already.')
    this.name = 'DuplicateIdError'
  }
}
export class UnknownBatchError extends WalletError {
  constructor() {
    super(5730, 'This site has no batch with this id.')
    this.name = 'UnknownBatchError'
  }
}
export class BatchTooLargeError extends WalletError {
  constructor(why: string) {
    super(5740, why)
    this.name = 'BatchTooLargeError'
  }
}
export class AtomicityNotSupportedError extends WalletError {
  constructor() {
    super(5760, 'This account cannot run several calls as one on this network.')
    this.name = 'AtomicityNotSupportedError'
  }
}
