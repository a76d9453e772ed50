import type { Run } from '../feed/run.ts'
import { STATE_STYLES } from '../state-style.ts'
import { counters, frameCost } from './counters.ts'
import type { Rig } from './rig.ts'
import type { Stage } from './stage.ts'

/** One canvas with a plant in it. */
export interface Picture {
  readonly run: Run
  readonly stage: Stage
  readonly rig: Rig
  readonly element: HTMLCanvasElement
  readonly invalidate: () => void
  /** For which camera labels and marks were arranged last. */
  arranged: string
  calls: number
  triangles: number
}

/** What is on the screen: one plant, or two side by side. */
export const pictures = new Set<Picture>()

/** Where a mark's colour can be read off the screen, in CSS pixels of the page. */
export interface MarkSpot {
  readonly id: string
  readonly slot: number
  readonly state: string
  readonly color: string
  readonly x: number
  readonly y: number
}

export function markSpots(): MarkSpot[] {
  const [picture] = pictures
  if (!picture) return []
  const { stage, element } = picture
  const { left, top, width } = element.getBoundingClientRect()
  const ratio = element.width / width
  let slot = 0
  return stage.plan.spots.flatMap((spot) =>
    spot.kind !== 'station'
      ? []
      : spot.slots.flatMap((_, number): MarkSpot[] => {
          const mark = slot++
          const style = STATE_STYLES[stage.states[mark]!]
          const [x, y] = stage.marks.pixel(mark)
          if (!style || x < 0) return []
          const point = { x: left + x / ratio, y: top + (y + stage.marks.pureSpot) / ratio }
          return [{ id: spot.id, slot: number, state: style.name, color: style.color, ...point }]
        }),
  )
}

export function countersNow() {
  const all = [...pictures]
  const cost = frameCost()
  return {
    ...counters,
    drawCalls: all.reduce((sum, { calls }) => sum + calls, 0),
    triangles: all.reduce((sum, { triangles }) => sum + triangles, 0),
    uploadedBytes: all.reduce((sum, { stage }) => sum + stage.uploadedBytes, 0),
    updateMedian: cost.median,
    updateP95: cost.p95,
    updates: cost.count,
  }
}
