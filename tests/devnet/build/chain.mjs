import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeDeployData,
  getContract,
  http,
  keccak256,
  parseEther,
  stringToHex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { mainnet } from 'viem/chains'
import { spawnAnvil } from '../anvil.mjs'

/** An account of its own deploys everything, so that the well-known test accounts start at nonce 0. */
const deployer = privateKeyToAccount(keccak256(stringToHex('candor devnet deployer')))

/** A fixed start and one second a block make two builds of the state the same. */
const genesisTimestamp = 1_735_689_600

function creationCode(artifact, libraries = {}) {
  const raw = artifact.bytecode?.object ?? artifact.bytecode ?? artifact.evm.bytecode.object
  let code = raw.startsWith('0x') ? raw : `0x${raw}`
  for (const file of Object.values(artifact.linkReferences ?? {})) {
    for (const [name, references] of Object.entries(file)) {
      if (!libraries[name]) throw new Error(`The library ${name} is not linked`)
      for (const { start, length } of references) {
        const address = libraries[name].slice(2).toLowerCase()
        code = code.slice(0, 2 + start * 2) + address + code.slice(2 + (start + length) * 2)
      }
    }
  }
  return code
}

export async function startChain() {
  const anvil = await spawnAnvil([
    ...['--chain-id', '1', '--hardfork', 'osaka', '--timestamp', String(genesisTimestamp)],
    ...['--gas-limit', '100000000', '--disable-code-size-limit'],
  ])
  const chain = { ...mainnet, rpcUrls: { default: { http: [anvil.url] } } }
  const transport = http(anvil.url, { timeout: 60_000 })
  const reader = createPublicClient({ chain, transport, pollingInterval: 10, cacheTime: 0 })
  const wallet = createWalletClient({ account: deployer, chain, transport })
  const test = createTestClient({ mode: 'anvil', chain, transport })
  await test.request({ method: 'anvil_setBlockTimestampInterval', params: [1] })
  await test.setBalance({ address: deployer.address, value: parseEther('10000000') })

  const addresses = {}

  async function settle(hash) {
    const receipt = await reader.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`Reverted: ${hash}`)
    return receipt
  }

  function contract(address, abi) {
    return getContract({ address, abi, client: { public: reader, wallet } })
  }

  /**
   * Puts a contract at an address of our choice, as though it had been created there: its creation code
   * stands there first and is called, so that what the constructor stores and the immutables it computes are
   * right; then the runtime code that the call answered takes its place.
   */
  async function place(name, address, artifact, args = [], libraries = {}) {
    const bytecode = creationCode(artifact, libraries)
    const code = encodeDeployData({ abi: artifact.abi, bytecode, args })
    await test.setCode({ address, bytecode: code })
    const { data: runtime } = await reader.call({ account: deployer, to: address, gas: 90_000_000n })
    await settle(await wallet.sendTransaction({ to: address, gas: 16_000_000n }))
    await test.setCode({ address, bytecode: runtime })
    await test.setNonce({ address, nonce: 1 })
    addresses[name] = address
    return contract(address, artifact.abi)
  }

  /** Creates a contract wherever the deployer's nonce puts it. */
  async function deploy(name, artifact, args = [], libraries = {}) {
    const bytecode = creationCode(artifact, libraries)
    const hash = await wallet.deployContract({ abi: artifact.abi, bytecode, args, gas: 16_000_000n })
    const { contractAddress } = await settle(hash)
    addresses[name] = contractAddress
    return contract(contractAddress, artifact.abi)
  }

  async function send(target, functionName, args = [], options = {}) {
    return settle(
      await wallet.writeContract({
        ...options,
        address: target.address,
        abi: target.abi,
        functionName,
        args,
      }),
    )
  }

  async function read(target, functionName, args = []) {
    return reader.readContract({ address: target.address, abi: target.abi, functionName, args })
  }

  return { ...anvil, addresses, deployer, reader, test, contract, place, deploy, send, read }
}
