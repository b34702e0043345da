let runtimePort
let pagePort

function open() {
  runtimePort = chrome.runtime.connect()
  runtimePort.onMessage.addListener((message) => pagePort.postMessage(message))
  runtimePort.onDisconnect.addListener(() => {
    runtimePort = undefined
  })
}

addEventListener('message', (event) => {
  if (event.source !== window || event.data !== 'floor' || pagePort) return
  pagePort = event.ports[0]
  pagePort.onmessage = ({ data }) => {
    if (!runtimePort) open()
    runtimePort.postMessage(data)
  }
})
