import { WalletError } from '../../shared/errors.ts'

export type ServiceProblem =
  | 'not-allowed'
  | 'no-key'
  | 'locked'
  | 'rejected'
  | 'limit'
  | 'unreachable'
  | 'unreadable'

const WORDS: Readonly<Record<ServiceProblem, (name: string) => string>> = {
  'not-allowed': (name) => `${name} may not be asked: it is switched off in the settings.`,
  'no-key': (name) => `${name} needs a key. Add one in the settings.`,
  locked: (name) => `The keys for ${name} can be read only while the wallet is unlocked.`,
  rejected: (name) => `${name} did not accept the key. Add another one, or try it again.`,
  limit: (name) => `${name} was asked too often and wants to be left alone for a while.`,
  unreachable: (name) => `${name} did not answer.`,
  unreadable: (name) => `${name} gave an answer that makes no sense.`,
}

/** A service was of no use this time; another one may be. */
export class ServiceError extends WalletError {
  readonly problem: ServiceProblem
  constructor(name: string, problem: ServiceProblem, details?: string) {
    super(-32603, WORDS[problem](name), details === undefined ? {} : { details })
    this.name = 'ServiceError'
    this.problem = problem
  }
}
