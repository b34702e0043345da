/** Answers {result} or {error: {code, message, data}}: an error's code would be lost on the way to a test. */
window.ask = (method, params) =>
  window.ethereum.request(params === undefined ? { method } : { method, params }).then(
    (result) => ({ result }),
    ({ code, message, data }) => ({ error: { code, message, data } }),
  )
