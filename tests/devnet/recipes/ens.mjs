import { encodeAbiParameters, keccak256, labelhash, namehash, pad, parseAbiParameters, zeroHash } from 'viem'
import { mainnet } from 'viem/chains'
import { holders } from './basics.mjs'
import { canonical } from './canonical.mjs'

/** ENS with one name: candor.eth is the first test account, and the other way round. */
export async function deployEns(chain, { artifact, own }) {
  const registry = await chain.place(
    'ensRegistry',
    canonical.ensRegistry,
    artifact('@ensdomains/ens/build/contracts/ENSRegistry.json'),
  )
  // The constructor gives the root to its caller, which was nobody in particular.
  const slot = keccak256(encodeAbiParameters(parseAbiParameters('bytes32, uint256'), [zeroHash, 0n]))
  const owner = pad(chain.deployer.address)
  await chain.test.setStorageAt({ address: registry.address, index: slot, value: owner })
  const resolver = await chain.place(
    'ensResolver',
    canonical.ensResolver,
    artifact('@ensdomains/resolver/build/contracts/PublicResolver.json'),
    [registry.address],
  )
  const { address } = mainnet.contracts.ensUniversalResolver
  await chain.place('ensUniversalResolver', address, own.UniversalResolver, [registry.address])

  async function register(parent, label) {
    await chain.send(registry, 'setSubnodeOwner', [
      parent ? namehash(parent) : zeroHash,
      labelhash(label),
      chain.deployer.address,
    ])
  }
  const [holder] = holders
  const reverseLabel = holder.slice(2).toLowerCase()
  const reverseNode = namehash(`${reverseLabel}.addr.reverse`)
  const node = namehash('candor.eth')
  const setAddress = {
    ...resolver,
    abi: resolver.abi.filter(({ name, inputs }) => name === 'setAddr' && inputs.length === 2),
  }

  await register('', 'eth')
  await register('eth', 'candor')
  await chain.send(registry, 'setResolver', [node, resolver.address])
  await chain.send(setAddress, 'setAddr', [node, holder])
  await chain.send(resolver, 'setText', [node, 'description', 'The first account of the local chain'])
  await register('', 'reverse')
  await register('reverse', 'addr')
  await register('addr.reverse', reverseLabel)
  await chain.send(registry, 'setResolver', [reverseNode, resolver.address])
  await chain.send(resolver, 'setName', [reverseNode, 'candor.eth'])

  if ((await chain.reader.getEnsAddress({ name: 'candor.eth' })) !== holder)
    throw new Error('ENS does not resolve')
  if ((await chain.reader.getEnsName({ address: holder })) !== 'candor.eth')
    throw new Error('ENS does not reverse')
}
