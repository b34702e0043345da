const at = (id) => document.getElementById(id)
let provider
let account

addEventListener('eip6963:announceProvider', ({ detail }) => {
  if (provider) return
  provider = detail.provider
  at('wallets').textContent = `Found ${detail.info.name}.`
  for (const name of ['connect', 'disconnect', 'accountsChanged', 'chainChanged', 'message']) {
    provider.on(name, (value) => {
      at('events').textContent += `${name} ${JSON.stringify(value)}\n`
      if (name === 'accountsChanged') show(value[0])
      if (name === 'chainChanged') at('chain').textContent = value
    })
  }
})
dispatchEvent(new Event('eip6963:requestProvider'))

function show(address) {
  account = address
  at('account').textContent = address ?? 'none'
}

async function ask(method, params = []) {
  if (!provider) {
    at('result').textContent = 'No wallet answers. Is the extension loaded?'
    return undefined
  }
  at('result').textContent = `Asked for ${method} …`
  try {
    const result = await provider.request({ method, params })
    at('result').textContent = typeof result === 'string' ? result : JSON.stringify(result, null, 2)
    return result
  } catch (error) {
    at('result').textContent = `${error.code}: ${error.message}`
    return undefined
  }
}

const utf8ToHex = (text) =>
  `0x${[...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`

at('connect').onclick = async () => {
  const accounts = await ask('eth_requestAccounts')
  if (!accounts) return
  show(accounts[0])
  at('chain').textContent = await provider.request({ method: 'eth_chainId' })
}
at('disconnect').onclick = () => ask('wallet_revokePermissions', [{ eth_accounts: {} }])
at('sign').onclick = () => ask('personal_sign', [utf8ToHex(at('message').value), account])
at('typed').onclick = async () => {
  const chainId = Number(await provider.request({ method: 'eth_chainId' }))
  const data = {
    domain: { name: 'A page to try Candor on', version: '1', chainId },
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
      ],
      Letter: [
        { name: 'to', type: 'address' },
        { name: 'words', type: 'string' },
      ],
    },
    primaryType: 'Letter',
    message: { to: account, words: at('message').value },
  }
  await ask('eth_signTypedData_v4', [account, JSON.stringify(data)])
}
const friend = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
at('send').onclick = () =>
  ask('eth_sendTransaction', [{ from: account, to: friend, value: '0x2386f26fc10000' }])
at('approve').onclick = () =>
  ask('eth_sendTransaction', [
    {
      from: account,
      to: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
      data: `0x095ea7b3${friend.slice(2).toLowerCase().padStart(64, '0')}${'f'.repeat(64)}`,
    },
  ])
at('sepolia').onclick = () => ask('wallet_switchEthereumChain', [{ chainId: '0xaa36a7' }])
at('ethereum').onclick = () => ask('wallet_switchEthereumChain', [{ chainId: '0x1' }])
