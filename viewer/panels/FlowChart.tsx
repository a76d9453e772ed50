import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import UPlot from 'uplot'
import type { Run } from '../feed/run.ts'
import { levelAt } from '../feed/tracks.ts'
import { useFormat } from '../hooks.ts'
import { playback } from '../playback.ts'
import { STEPS } from '../timeline/buckets.ts'

const POINTS = 160
const HEIGHT = 150

/** Output per hour and units in the plant over the whole run, with the clock's moment in it; a click goes there. */
export function FlowChart({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const made = () => (run.imported && run.tracks.finished.time.length === 0 ? run.tracks.pieces : run.tracks.finished)
    const data = (): UPlot.AlignedData => {
      const end = Math.max(1, run.growing ? run.scenario.horizon : run.end)
      const step = end / POINTS
      const window = Math.max(step, Math.min(3600, end / 12))
      const xs = Array.from({ length: POINTS + 1 }, (_, i) => i * step)
      const known = (x: number) => x <= run.reached + 1e-9
      return [
        xs,
        xs.map((x) =>
          known(x) ? ((levelAt(made(), x) - levelAt(made(), x - window)) / Math.min(window, Math.max(x, step))) * 3600 : null,
        ),
        xs.map((x) => (known(x) ? levelAt(run.tracks.inPlant, x) : null)),
      ]
    }
    const axis = {
      stroke: '#52606e',
      grid: { stroke: '#e6eaef', width: 1 },
      ticks: { stroke: '#d5dbe2', width: 1 },
      font: '11px system-ui',
    }
    const chart = new UPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, y: false },
        scales: {
          x: { time: false },
          y: { range: (_, __, high) => [0, Math.max(1, high * 1.1)] },
          units: { range: (_, __, high) => [0, Math.max(1, high * 1.1)] },
        },
        axes: [
          {
            ...axis,
            incrs: [...STEPS],
            values: (_, values) => values.map((value) => format.tick(value, (values[1] ?? 0) - (values[0] ?? 0))),
            space: 70,
            size: 28,
          },
          { ...axis, size: 44 },
          { ...axis, scale: 'units', side: 1, grid: { show: false }, size: 52 },
        ],
        series: [
          {},
          { label: t('kpi.output'), stroke: '#0f6b82', fill: '#0f6b8222', width: 2 },
          { label: t('kpi.inPlant'), scale: 'units', stroke: '#9a5b13', width: 1.5, dash: [5, 3] },
        ],
        hooks: {
          drawAxes: [
            (plot) => {
              const x = Math.round(plot.valToPos(playback.clock.now, 'x', true))
              const { ctx, bbox } = plot
              ctx.fillStyle = '#c0362c'
              ctx.fillRect(x - 1, bbox.top, 2, bbox.height)
            },
          ],
        },
      },
      data(),
      element,
    )
    const onClick = ({ clientX }: MouseEvent) => {
      const { left } = chart.over.getBoundingClientRect()
      playback.seek(chart.posToVal(clientX - left, 'x'))
    }
    chart.over.addEventListener('click', onClick)
    let due = 0
    const unsubscribe = run.subscribe(() => {
      if (due !== 0) return
      due = window.setTimeout(() => {
        due = 0
        chart.setData(data())
      }, 300)
    })
    // At most four times a second, as all panels.
    const unfollow = playback.onPanels(() => chart.redraw(false))
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }))
    observer.observe(element)
    return () => {
      window.clearTimeout(due)
      unsubscribe()
      unfollow()
      observer.disconnect()
      chart.destroy()
    }
  }, [run, format, t])
  return (
    <figure className="flow-chart">
      <figcaption>
        <span className="key" data-line="output">
          {t('kpi.output')}
        </span>
        <span className="key" data-line="units">
          {t('kpi.inPlant')}
        </span>
      </figcaption>
      <div ref={box} role="img" aria-label={t('kpi.chart')} />
    </figure>
  )
}
