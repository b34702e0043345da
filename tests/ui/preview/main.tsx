/** The real app over a fake background: `?scenario=NAME` picks the state, `#/screen` the screen. */
import { createRoot } from 'react-dom/client'
import type { UiPush } from '../../../src/messaging/protocol.ts'
import { App } from '../../../src/ui/app.tsx'
import { openFlow } from '../../../src/ui/flow.ts'
import { listenToHistory } from '../../../src/ui/router.ts'
import { follow } from '../../../src/ui/state.ts'
import { approvalScenarios } from './approvals-states.ts'
import { extremeScenarios } from './extreme-states.ts'
import { fakeClient } from './fake-client.ts'
import { scenarios } from './states.ts'

const name = new URLSearchParams(location.search).get('scenario') ?? 'home'
const scenario = scenarios[name] ?? approvalScenarios[name] ?? extremeScenarios[name]
const root = document.getElementById('root')
if (scenario && root) {
  if (scenario.flow) openFlow(scenario.flow)
  const { client, push } = fakeClient(scenario.state, scenario.answers ?? {}, scenario.atYes)
  follow(client)
  listenToHistory()
  push({ snapshot: scenario.state } satisfies UiPush)
  createRoot(root).render(<App />)
}
