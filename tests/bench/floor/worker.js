chrome.runtime.onConnect.addListener((port) => {
  port.onMessage.addListener(([id, method]) => port.postMessage([id, method === 'eth_accounts' ? [] : '0x1']))
})
