/** What the app asks of the browser itself, where there is no extension. */
const quiet = { addListener() {}, removeListener() {} }
export default {
  runtime: { getManifest: () => ({ version: '0.0.0' }) },
  tabs: { query: async () => [{ id: 1 }], onActivated: quiet, onUpdated: quiet },
  permissions: {
    contains: async () => false,
    request: async () => false,
    onAdded: quiet,
    onRemoved: quiet,
  },
}
