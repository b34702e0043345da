import { atMostMore, atMostTimes } from '../goals.mjs'
import { medianOf, sleep } from '../numbers.mjs'

const account = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
const message = { method: 'personal_sign', params: [`0x${Buffer.from('Hello').toString('hex')}`, account] }
const typedData = {
  method: 'eth_signTypedData_v4',
  params: [
    account,
    JSON.stringify({
      domain: { name: 'Bench', version: '1', chainId: 1 },
      primaryType: 'Note',
      types: {
        EIP712Domain: [
          { name: 'name', type: 'string' },
          { name: 'version', type: 'string' },
          { name: 'chainId', type: 'uint256' },
        ],
        Note: [{ name: 'text', type: 'string' }],
      },
      message: { text: 'Hello' },
    }),
  ],
}

/** Runs in the page. Times are milliseconds since 1970. */
async function ask(request) {
  const now = () => performance.timeOrigin + performance.now()
  const asked = now()
  const result = await window.ethereum.request(request)
  return { asked, answered: now(), result }
}

async function approveOnce({ context, notes }, page, request) {
  await page.bringToFront()
  notes.clear()
  const answer = page.evaluate(ask, request)
  const shown = await notes.wait('approval painted')
  const window = shown.page
  await window.bringToFront()
  const approve = window.getByTestId('approval-approve').or(window.getByText('Approve', { exact: true }))
  const closed = window.waitForEvent('close')
  await approve.first().click()
  const clicked = await notes.wait('clicked')
  const { asked, answered } = await answer
  await closed
  while (context.pages().includes(window)) await sleep(20)
  return { shown: shown.at - asked, decided: answered - clicked.at }
}

/** From a page's request to a window that can be answered, and from the answer back to the page. */
export const approval = {
  name: 'approval',
  subjects: ['floor', 'wallet'],
  figures: [
    { id: 'shown', name: 'Request to approval window interactive', unit: 'ms', goal: atMostTimes(1.5) },
    { id: 'message', name: 'Message signed, decision to result', unit: 'ms', goal: atMostMore(5) },
    { id: 'typedData', name: 'Typed data signed, decision to result', unit: 'ms', goal: atMostMore(5) },
  ],
  async measure(browser, { site }) {
    const page = await browser.context.newPage()
    await page.goto(site)
    await approveOnce(browser, page, message)
    const times = 5
    const messages = await medianOf(times, () => approveOnce(browser, page, message))
    const typed = await medianOf(times, () => approveOnce(browser, page, typedData))
    await page.close()
    return { shown: messages.shown, message: messages.decided, typedData: typed.decided }
  },
}
