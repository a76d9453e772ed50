import type { Run } from '../feed/run.ts'
import type { MarkKind } from '../feed/tracks.ts'
import { GLYPH_PATHS } from '../glyphs.ts'
import { type Glyph, STATE_STYLES } from '../state-style.ts'
import { dominantStates, EMPTY, groupMarks, ticks } from './buckets.ts'

export const MARK_STYLES: Record<MarkKind, { readonly color: string; readonly glyph: Glyph }> = {
  still: { color: '#8b1a1a', glyph: 'hand' },
  failure: { color: '#b84f00', glyph: 'cross' },
  maintenance: { color: '#a4487c', glyph: 'wrench' },
  setup: { color: '#0072b2', glyph: 'arrow' },
  order: { color: '#8a6100', glyph: 'triangle' },
}
export const MARK_KINDS = Object.keys(MARK_STYLES) as MarkKind[]

/** Heights in CSS pixels. */
export const AXIS = 20
export const MARK_LANE = 18

export interface Chart {
  readonly width: number
  readonly height: number
  /** Width of the names at the left. */
  readonly gutter: number
  readonly rowHeight: number
  /** Pixels scrolled down. */
  readonly scroll: number
  readonly from: number
  readonly to: number
  readonly label: (seconds: number, step: number) => string
}

/** The whole timeline of one run, rows in sight only. The playhead is not part of it. */
export function paintTimeline(context: CanvasRenderingContext2D, run: Run, chart: Chart, selected: string | null) {
  const { width, height, gutter, rowHeight, scroll, from, to } = chart
  const pixels = Math.max(1, Math.floor(width - gutter))
  context.clearRect(0, 0, width, height)
  paintAxis(context, chart, pixels)
  paintMarks(context, run, chart, pixels)
  const top = AXIS + MARK_LANE
  context.save()
  context.beginPath()
  context.rect(0, top, width, height - top)
  context.clip()
  const patterns = stripes(context)
  let slot = 0
  run.scenario.stations.forEach((station) => {
    for (let n = 0; n < station.slots; n++, slot++) {
      const y = top + slot * rowHeight - scroll
      if (y + rowHeight < top || y > height) continue
      const bar = Math.max(2, rowHeight - (rowHeight > 8 ? 3 : 1))
      if (station.id === selected) {
        context.fillStyle = '#dbe6f7'
        context.fillRect(0, y - 1, width, rowHeight)
      }
      const states = dominantStates(run.tracks.slots[slot]!, from, to, run.reached, pixels)
      let start = 0
      for (let x = 1; x <= pixels; x++) {
        if (x < pixels && states[x] === states[start]) continue
        const state = states[start]!
        if (state !== EMPTY) {
          context.fillStyle = patterns[state]!
          context.fillRect(gutter + start, y, x - start, bar)
        }
        start = x
      }
      if (n === 0 || rowHeight >= 12) {
        context.fillStyle = '#24313e'
        context.font = `${station.id === selected ? 600 : 400} ${Math.min(12, Math.max(9, rowHeight - 4))}px system-ui, "Noto Sans CJK SC", sans-serif`
        context.textBaseline = 'middle'
        const name = station.slots > 1 ? `${station.title} ${n + 1}` : station.title
        context.fillText(fitted(context, name, gutter - 12), 6, y + bar / 2 + 0.5)
      }
    }
  })
  context.restore()
  context.fillStyle = MARK_STYLES.still.color
  for (const { x } of groupMarks(run.tracks.marks.still, from, to, pixels, 1)) context.fillRect(gutter + x - 0.75, AXIS, 1.5, height - AXIS)
}

function paintAxis(context: CanvasRenderingContext2D, { width, height, gutter, from, to, label }: Chart, pixels: number) {
  const { step, at } = ticks(from, to, pixels, 84)
  context.font = '11px system-ui, "Noto Sans CJK SC", sans-serif'
  context.textBaseline = 'middle'
  let before = ''
  for (const moment of at) {
    const x = Math.round(gutter + ((moment - from) / (to - from)) * pixels) + 0.5
    context.fillStyle = '#e3e8ee'
    context.fillRect(x - 0.5, AXIS - 4, 1, height)
    context.fillStyle = '#52606e'
    const text = label(moment, step)
    const room = width - x - 4
    // Ticks closer than the clock can write say nothing new.
    if (text !== before && context.measureText(text).width < room) context.fillText(text, x + 4, AXIS / 2)
    before = text
  }
}

function paintMarks(context: CanvasRenderingContext2D, run: Run, { gutter, from, to }: Chart, pixels: number) {
  context.save()
  context.beginPath()
  context.rect(gutter - 8, AXIS, pixels + 16, MARK_LANE)
  context.clip()
  for (const kind of [...MARK_KINDS].reverse()) {
    const { color, glyph } = MARK_STYLES[kind]
    context.fillStyle = color
    for (const { x } of groupMarks(run.tracks.marks[kind], from, to, pixels, kind === 'setup' ? 16 : 12)) {
      context.save()
      context.translate(gutter + x - 5.5, AXIS + 3)
      context.scale(11 / 24, 11 / 24)
      context.fill(path(glyph), 'evenodd')
      context.restore()
    }
  }
  context.restore()
}

const paths = new Map<Glyph, Path2D>()
function path(glyph: Glyph): Path2D {
  const known = paths.get(glyph) ?? new Path2D(GLYPH_PATHS[glyph])
  paths.set(glyph, known)
  return known
}

/** A fill per state, striped and hatched as in the scene. */
function stripes(context: CanvasRenderingContext2D): (string | CanvasPattern)[] {
  return STATE_STYLES.map(({ color, stripe, name }) => {
    if (stripe === null) return color
    const tile = document.createElement('canvas')
    tile.width = tile.height = 8
    const pen = tile.getContext('2d')!
    pen.fillStyle = color
    pen.fillRect(0, 0, 8, 8)
    pen.strokeStyle = stripe
    pen.lineWidth = 2.4
    for (const shift of [-8, 0, 8]) {
      pen.beginPath()
      pen.moveTo(shift, 8)
      pen.lineTo(shift + 8, 0)
      pen.stroke()
      if (name !== 'unknown') continue
      pen.beginPath()
      pen.moveTo(shift, 0)
      pen.lineTo(shift + 8, 8)
      pen.stroke()
    }
    return context.createPattern(tile, 'repeat') ?? color
  })
}

function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  let end = text.length
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end--
  return `${text.slice(0, end)}…`
}
