/**
 * ENS names, from the person's own Ethereum endpoint. Forward: the address of a name for one network, never that of
 * another in its place. Reverse: a primary name counts only when it leads back to the address, which the universal
 * resolver checks. Nothing is asked while the wallet is locked.
 */
import { parseLookup } from '../../ethereum/ccip.ts'
import {
  coinTypeOf,
  decodeResolve,
  decodeReverse,
  encodeResolve,
  encodeReverse,
  isNoRecord,
  isPlainName,
  UNIVERSAL_RESOLVER,
} from '../../ethereum/ens.ts'
import { decodeMulticall, encodeMulticall } from '../../ethereum/multicall.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import type { NameAnswer } from '../../messaging/people-api.ts'
import { EndpointError, InvalidParamsError, ResourceUnavailableError } from '../../shared/errors.ts'
import { type Address, type Hex, isHex, sameAddress } from '../../shared/hex.ts'
import { LockedError } from '../keeper.ts'
import type { Services } from '../services.ts'
import { revertData } from '../transactions/revert-reason.ts'
import { askGateways, GatewaysNeeded } from './gateways.ts'

const ETHEREUM = 1
/** EIP-3668 wants a limit; four is what clients agree on. */
const MOST_LOOKUPS = 4
const FRESH_MS = 24 * 3_600_000
/** Past this, a name that could not be read again is not shown any more. */
const STALE_MS = 14 * FRESH_MS
const MOST_KEPT = 300
const MOST_AT_ONCE = 30

export type Ens = {
  /** @throws UnreachableError, ResourceUnavailableError when it cannot be said whether there is an address. */
  resolve(name: string, chainId: number): Promise<NameAnswer>
  /**
   * Looks up primary names that are not known, or not lately: of `others` than the person's own accounts and contacts,
   * or of everyone. Says nothing when it fails. @returns whether any was looked up
   */
  look(addresses: readonly Address[], whose?: 'others' | 'everyone'): Promise<boolean>
  /** Asks the universal resolver. @throws EndpointError with what it reverted with, GatewaysNeeded */
  ask(data: Hex): Promise<Hex>
  /** Verified names by address in lower case. */
  names(): Record<string, string>
}

export function createEns(services: () => Services): Ens {
  /** Asks the universal resolver, and gateways where it says so. @throws EndpointError with what it reverted with. */
  async function ask(data: Hex): Promise<Hex> {
    let asked = data
    for (let lookups = 0; ; lookups++) {
      try {
        const call = { to: UNIVERSAL_RESOLVER, data: asked }
        const answer = await services().rpc.request(ETHEREUM, 'eth_call', [call, 'latest'])
        if (!isHex(answer))
          throw new ResourceUnavailableError('The network gave an answer that makes no sense.')
        return answer
      } catch (error) {
        const revert = error instanceof EndpointError ? revertData(error.data) : null
        const lookup = revert === null ? null : parseLookup(revert)
        // What a gateway said did not pass: that is not the word of the chain that there is no address.
        if (lookup === null && lookups > 0 && error instanceof EndpointError)
          throw new ResourceUnavailableError(
            'What the host of the name answered does not hold. Nothing was sent.',
          )
        if (lookup === null) throw error
        // A contract that sends us on in the name of another one could have that one's answers taken for its own.
        if (!sameAddress(lookup.sender, UNIVERSAL_RESOLVER) || lookups === MOST_LOOKUPS)
          throw new ResourceUnavailableError('The name is answered in a way that cannot be followed.')
        const answers = await askGateways(services(), lookup)
        if (answers.includes(null))
          throw new ResourceUnavailableError(
            'The host of the name gave no answer. Nothing was sent. Try again.',
          )
        asked = lookup.next(answers)
      }
    }
  }

  async function addressOf(name: string, chainId: number): Promise<Address | null> {
    const coinType = coinTypeOf(chainId)
    if (coinType === null) return null
    try {
      return decodeResolve(await ask(encodeResolve(name, coinType)), coinType)
    } catch (error) {
      const revert = error instanceof EndpointError ? revertData(error.data) : null
      if (revert !== null && isNoRecord(revert)) return null
      if (error instanceof EndpointError)
        throw new ResourceUnavailableError(`${name} could not be looked up: its answer does not hold.`)
      throw error
    }
  }

  return {
    ask,

    async resolve(name, chainId) {
      if (services().keeper.status() !== 'unlocked') throw new LockedError()
      if (!isPlainName(name)) throw new InvalidParamsError('This cannot be a name.')
      const network = services().networks.need(chainId)
      try {
        const address = await addressOf(name, chainId)
        if (address !== null) return { kind: 'address', name, address }
        if (chainId === ETHEREUM || (await addressOf(name, ETHEREUM)) === null)
          return { kind: 'none', text: `${name} has no address.` }
        const text = `${name} has no address for ${network.name}, only one for Ethereum. Ask its owner for the address on ${network.name}.`
        return { kind: 'none', text }
      } catch (error) {
        if (error instanceof GatewaysNeeded) return { kind: 'gateway', hosts: error.hosts }
        throw error
      }
    },

    async look(addresses, whose = 'others') {
      const { keeper, state, ports, rpc, accounts, contacts } = services()
      if (keeper.status() !== 'unlocked') throw new LockedError()
      const now = ports.clock.now()
      const known = { ...state.nameless.get(), ...mapValues(state.ensNames.get(), ({ at }) => at) }
      const wanted = [...new Set(addresses.map((one) => one.toLowerCase() as Address))]
        .filter(
          (one) =>
            whose === 'everyone' || (accounts.find(one) === undefined && contacts.find(one) === undefined),
        )
        .filter((one) => now - (known[one] ?? 0) >= FRESH_MS)
        .slice(0, MOST_AT_ONCE)
      if (wanted.length === 0) return false
      const calls = wanted.map((one) => ({ to: UNIVERSAL_RESOLVER, data: encodeReverse(one) }))
      const call = { to: multicall3(ETHEREUM), data: encodeMulticall(calls) }
      const answer = await rpc.request(ETHEREUM, 'eth_call', [call, 'latest']).catch(() => null)
      if (!isHex(answer) || answer === '0x') return false
      const found = decodeMulticall(answer, wanted.length).map((one) =>
        one === null ? null : decodeReverse(one),
      )
      const named: Record<string, { name: string; at: number }> = {}
      const without: Record<string, number> = {}
      for (const [i, address] of wanted.entries()) {
        const name = found[i] ?? null
        if (name === null) without[address] = now
        else named[address] = { name, at: now }
      }
      await state.nameless.update((before) => newest({ ...before, ...without }, (at) => at))
      await state.ensNames.update((before) => {
        const kept = Object.entries(before).filter(([address]) => without[address] === undefined)
        const changed = Object.keys(named).length > 0 || kept.length < Object.keys(before).length
        return changed ? newest({ ...Object.fromEntries(kept), ...named }, ({ at }) => at) : before
      })
      return true
    },

    names() {
      const oldest = services().ports.clock.now() - STALE_MS
      const shown = Object.entries(services().state.ensNames.get()).filter(([, { at }]) => at > oldest)
      return Object.fromEntries(shown.map(([address, { name }]) => [address, name]))
    },
  }
}

const mapValues = <A, B>(from: Record<string, A>, to: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value)]))

/** The newest of too many. */
function newest<T>(all: Record<string, T>, at: (value: T) => number): Record<string, T> {
  const entries = Object.entries(all)
  if (entries.length <= MOST_KEPT) return all
  return Object.fromEntries(entries.sort(([, a], [, b]) => at(b) - at(a)).slice(0, MOST_KEPT))
}
