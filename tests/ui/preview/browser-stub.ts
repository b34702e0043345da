/** What the app asks of the browser itself, where there is no extension. */
export default { runtime: { getManifest: () => ({ version: '0.0.0' }) } }
