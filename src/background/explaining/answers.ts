/** What contracts answer to the questions that explaining asks of them, kept until they are asked again. */
import { GETTERS, type Getter, wordOf } from '../../ethereum/explain/getters.ts'
import { decodeMulticall, encodeMulticall } from '../../ethereum/multicall.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import { type Address, type Hex, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

export type Question = { chainId: number; contract: Address; getter: Getter }

/** Asked about for one request. */
export const MOST_QUESTIONS = 12
const MOST_KEPT = 500

export type Answers = {
  /** A word, or null where the contract gave none; undefined while nobody asked. */
  known(question: Question): Hex | null | undefined
  /** Asks again what was asked before: a nonce does not stay. @throws WalletError when the network is not there */
  ask(chainId: number, questions: readonly Question[]): Promise<void>
}

export function createAnswers(services: () => Pick<Services, 'rpc'>): Answers {
  const kept = new Map<string, Hex | null>()
  const keyOf = ({ chainId, contract, getter }: Question) => `${chainId}:${contract.toLowerCase()}:${getter}`

  return {
    known: (question) => kept.get(keyOf(question)),

    async ask(chainId, questions) {
      if (questions.length === 0) return
      const calls = questions.map(({ contract, getter }) => ({ to: contract, data: GETTERS[getter] }))
      const request = (to: Address, data: Hex) =>
        services().rpc.request(chainId, 'eth_call', [{ to, data }, 'latest'])
      const answer = await request(multicall3(chainId), encodeMulticall(calls))
      // A network without the helper contract answers with nothing.
      const answers: unknown[] =
        isHex(answer) && answer !== '0x'
          ? decodeMulticall(answer, calls.length)
          : await Promise.all(calls.map(({ to, data }) => request(to, data).catch(() => null)))
      if (kept.size > MOST_KEPT) kept.clear()
      for (const [i, question] of questions.entries()) kept.set(keyOf(question), wordOf(answers[i]))
    },
  }
}
