import { approval } from './sections/approval.mjs'
import { page } from './sections/page.mjs'
import { popup } from './sections/popup.mjs'
import { provider } from './sections/provider.mjs'
import { sizes } from './sections/sizes.mjs'
import { unlock } from './sections/unlock.mjs'
import { worker } from './sections/worker.mjs'

/** In the order of the table. */
export const allSections = [sizes, page, provider, worker, popup, unlock, approval]
