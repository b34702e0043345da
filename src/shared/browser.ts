/** The only place that knows the browser's extension API by name. */
import browser from 'webextension-polyfill'

export { browser }
