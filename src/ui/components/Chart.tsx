import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

export type Point = readonly [at: number, value: string]

type ChartProps = {
  points: readonly Point[]
  /** What the picture shows, in a sentence. */
  label: string
  height?: number
  /** The point under the pointer; null when there is none. */
  onPoint: (point: Point | null) => void
}

/**
 * A line over time. Numbers are made of the decimal strings to draw with only: what is written beside the chart is
 * the string itself.
 */
export function Chart({ points, label, height = 140, onPoint }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const tell = useRef(onPoint)
  tell.current = onPoint
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const style = getComputedStyle(element)
    // Read at each drawing: the theme may change under an open chart.
    const color = (name: string) => () => style.getPropertyValue(name).trim()
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height,
        padding: [8, 4, 8, 4],
        legend: { show: false },
        axes: [{ show: false }, { show: false }],
        scales: { y: { range: (_chart, low, high) => room(low, high) } },
        cursor: {
          y: false,
          drag: { x: false, y: false, setScale: false },
          points: { size: 7, fill: color('--ink'), stroke: color('--paper'), width: 2 },
        },
        series: [
          {},
          {
            stroke: color('--ink'),
            width: 1.5,
            fill: color('--chart-wash'),
            points: { show: false },
          },
        ],
        hooks: {
          setCursor: [({ cursor }) => tell.current(cursor.idx == null ? null : (points[cursor.idx] ?? null))],
        },
      },
      [points.map(([at]) => at / 1000), points.map(([, value]) => Number(value))],
      element,
    )
    const watch = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }))
    watch.observe(element)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const redraw = () => chart.redraw()
    scheme.addEventListener('change', redraw)
    return () => {
      watch.disconnect()
      scheme.removeEventListener('change', redraw)
      chart.destroy()
    }
  }, [points, height])
  return <div ref={box} className="chart" role="img" aria-label={label} />
}

/** A steady line stands in the middle; any other has some air above and below. */
function room(low: number, high: number): [number, number] {
  const air = high === low ? Math.abs(high) * 0.1 || 1 : (high - low) * 0.08
  return [low - air, high + air]
}
