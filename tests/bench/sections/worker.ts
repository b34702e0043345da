import { inTurn, launch, median, type Row, type Stage } from '../measure'

export async function worker(stage: Stage): Promise<Row[]> {
  const { floor, wallet } = await inTurn(stage.runs, async (side) => {
    const browser = await launch(stage, side)
    try {
      const tab = await browser.context.newPage()
      await tab.goto(`${stage.pages.localhost}blank.html`)
      const ask = `(async () => { const at = performance.now(); await ethereum.request({ method: 'eth_chainId' }); return performance.now() - at })()`
      await tab.evaluate(ask)
      const times: number[] = []
      for (let i = 0; i < 4; i++) {
        await browser.killWorker()
        await tab.waitForTimeout(300)
        times.push(await tab.evaluate<number>(ask))
      }
      return { first: median(times) }
    } finally {
      await browser.close()
    }
  })
  return [
    {
      section: 'worker',
      figure: 'first answer, worker stopped',
      floor: floor.first,
      wallet: wallet.first,
      unit: 'ms',
      goal: 1.5,
    },
  ]
}
