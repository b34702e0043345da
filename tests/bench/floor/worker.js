async function answer(method, params) {
  if (method === 'eth_accounts') return []
  if (method !== 'eth_blockNumber') return '0x1'
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(params[0], { method: 'POST', headers, body })
  return (await response.json()).result
}

chrome.runtime.onConnect.addListener((port) => {
  port.onMessage.addListener(async ([id, method, params]) =>
    port.postMessage([id, await answer(method, params)]),
  )
})
