/**
 * The forms of functions that nothing here knows, from the services that the person switched on: first the verified
 * source of the very contract (Sourcify, https://docs.sourcify.dev/docs/api/), then a database of signatures. What they
 * say counts only where its hash is the selector; it is remembered while the worker runs.
 */
import * as v from 'valibot'
import { type LookedUp, signatureFor } from '../../ethereum/explain/by-looked-up.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { isAddressLike } from '../../shared/hex.ts'
import { SIGNATURE_DATABASE, SOURCIFY } from '../providers/list/clear-signing.ts'
import type { Providers } from '../providers/providers.ts'

/** Longer than this nobody waits before a question: it is asked without. */
const PATIENCE_MS = 4000
const MOST_BYTES = 1_500_000
const MOST_KEPT = 300
const MOST_SIGNATURES = 4

export type Wanted = { chainId: number; to: Address; selector: Hex }

export type LookUps = {
  known(wanted: Wanted): LookedUp | null
  /** Whether there is anybody to ask about it who was not asked yet. */
  isOpen(wanted: Wanted): boolean
  /** Never rejects. */
  ask(wanted: readonly Wanted[]): Promise<void>
}

type Input = { name?: string | undefined; type: string; components?: Input[] | undefined }
const input: v.GenericSchema<unknown, Input> = v.object({
  name: v.optional(v.string()),
  type: v.pipe(v.string(), v.maxLength(60)),
  components: v.optional(v.array(v.lazy(() => input))),
})
const oneFunction = v.object({ type: v.literal('function'), name: v.string(), inputs: v.array(input) })
const verified = v.object({
  abi: v.nullish(v.array(v.unknown())),
  proxyResolution: v.nullish(
    v.object({ implementations: v.nullish(v.array(v.object({ address: v.string() }))) }),
  ),
})
const database = v.object({
  result: v.object({ function: v.record(v.string(), v.nullable(v.array(v.object({ name: v.string() })))) }),
})

const keyOf = ({ chainId, to, selector }: Wanted): string => `${chainId} ${to.toLowerCase()} ${selector}`

export function createLookUps(providers: () => Providers): LookUps {
  const found = new Map<string, LookedUp | null>()
  const allowed = () => [SOURCIFY, SIGNATURE_DATABASE].filter((id) => providers().isAllowed(id))
  /** What was not found is asked again when somebody else may be asked. */
  let askedOf = ''

  async function lookUp(wanted: Wanted, signal: AbortSignal): Promise<LookedUp | null> {
    if (providers().isAllowed(SOURCIFY)) {
      const signatures = await ofContract(wanted, wanted.to, signal, true).catch(() => [])
      if (signatures.length > 0) return { by: 'sourcify', signatures }
    }
    if (!providers().isAllowed(SIGNATURE_DATABASE)) return null
    const signatures = await ofSelector(wanted.selector, signal).catch(() => [])
    return signatures.length === 0 ? null : { by: 'signature-database', signatures }
  }

  /** @param through a proxy has the functions of the contract behind it */
  async function ofContract(
    wanted: Wanted,
    address: Address,
    signal: AbortSignal,
    through: boolean,
  ): Promise<string[]> {
    const url = `https://sourcify.dev/server/v2/contract/${wanted.chainId}/${address}?fields=abi,proxyResolution`
    const answer = await providers().ask.json(SOURCIFY, verified, () => ({ url }), {
      most: MOST_BYTES,
      signal,
      missing: true,
    })
    const signatures = (answer.abi ?? []).flatMap((entry) => {
      const one = v.safeParse(oneFunction, entry)
      return one.success ? (signatureFor(textOf(one.output), wanted.selector) ?? []) : []
    })
    const behind = answer.proxyResolution?.implementations?.[0]?.address
    if (signatures.length > 0 || !through || !isAddressLike(behind))
      return signatures.slice(0, MOST_SIGNATURES)
    return ofContract(wanted, behind, signal, false)
  }

  async function ofSelector(selector: Hex, signal: AbortSignal): Promise<string[]> {
    const url = `https://api.4byte.sourcify.dev/signature-database/v1/lookup?function=${selector}&filter=true`
    const { result } = await providers().ask.json(SIGNATURE_DATABASE, database, () => ({ url }), {
      most: 100_000,
      signal,
    })
    const named = new Map(Object.entries(result.function)).get(selector) ?? []
    return named
      .slice(0, 20)
      .flatMap(({ name }) => signatureFor(name, selector) ?? [])
      .slice(0, MOST_SIGNATURES)
  }

  return {
    known: (wanted) => (allowed().length === 0 ? null : (found.get(keyOf(wanted)) ?? null)),
    isOpen: (wanted) => {
      const now = allowed().join(' ')
      if (now !== askedOf) found.clear()
      askedOf = now
      return now !== '' && !found.has(keyOf(wanted))
    },
    async ask(list) {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      await Promise.all(
        list.map(async (wanted) => {
          const answer = await lookUp(wanted, signal)
          if (found.size > MOST_KEPT) found.clear()
          found.set(keyOf(wanted), answer)
        }),
      )
    },
  }
}

const textOf = ({ name, inputs }: { name: string; inputs: readonly Input[] }): string =>
  `${name}(${inputs.map(parameterText).join(',')})`

function parameterText({ type, name, components }: Input): string {
  const written =
    type.startsWith('tuple') && components !== undefined
      ? `(${components.map(parameterText).join(',')})${type.slice('tuple'.length)}`
      : type
  return name === undefined || name === '' ? written : `${written} ${name}`
}
