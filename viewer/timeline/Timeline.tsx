import { ActionIcon, Group, SegmentedControl } from '@mantine/core'
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run } from '../feed/run.ts'
import { GlyphIcon } from '../GlyphIcon.tsx'
import { useFormat, useGrowth } from '../hooks.ts'
import { playback } from '../playback.ts'
import { useSession } from '../session/store.ts'
import { AXIS, type Chart, MARK_KINDS, MARK_LANE, MARK_STYLES, paintTimeline } from './paint.ts'

interface Span {
  readonly from: number
  readonly to: number
}

const MOST_ROW = 24
const LEAST_ROW = 13

/** What every station did when, with a playhead that is the scrubber. The picture is painted when it changes; playing moves one line. */
export function Timeline({ run, runs }: { readonly run: Run; readonly runs: readonly Run[] }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const selected = useSession((session) => session.selected)
  const select = useSession((session) => session.select)
  const [shown, setShown] = useState(0)
  const [zoom, setZoom] = useState<Span | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const veil = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const scroll = useRef(0)
  const current = runs[Math.min(shown, runs.length - 1)] ?? run

  const paint = useCallback(() => {
    const [element, surface] = [box.current, canvas.current]
    if (!element || !surface) return
    const width = element.clientWidth
    const height = element.clientHeight
    const ratio = Math.min(2, window.devicePixelRatio)
    if (surface.width !== Math.round(width * ratio) || surface.height !== Math.round(height * ratio)) {
      surface.width = Math.round(width * ratio)
      surface.height = Math.round(height * ratio)
    }
    const context = surface.getContext('2d')!
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    const rows = current.tracks.slots.length
    const room = height - AXIS - MARK_LANE - 2
    const rowHeight = Math.min(MOST_ROW, Math.max(LEAST_ROW, room / Math.max(1, rows)))
    scroll.current = Math.max(0, Math.min(scroll.current, rows * rowHeight - room))
    const { start, end } = playback.clock
    const longest = Math.max(...runs.map(({ growing, scenario, end: last }) => (growing ? Math.max(last, scenario.horizon) : last)))
    const span = zoom ?? { from: start, to: Math.max(start + 1, end, longest > start ? longest : run.scenario.horizon) }
    chart.current = {
      width,
      height,
      gutter: Math.min(132, width * 0.24),
      rowHeight,
      scroll: scroll.current,
      ...span,
      label: (seconds, step) => format.tick(seconds, step),
    }
    paintTimeline(context, current, chart.current, selected)
    placeHead(chart.current, head.current, veil.current)
  }, [current, run, runs, zoom, selected, format])

  useEffect(() => {
    paint()
    let due = 0
    // A growing log repaints a few times a second, not with every piece.
    const soon = () => {
      if (due !== 0) return
      due = window.setTimeout(() => {
        due = 0
        paint()
      }, 200)
    }
    const unsubscribe = runs.map((one) => one.subscribe(soon))
    const observer = new ResizeObserver(paint)
    if (box.current) observer.observe(box.current)
    return () => {
      window.clearTimeout(due)
      for (const end of unsubscribe) end()
      observer.disconnect()
    }
  }, [paint, runs])

  useEffect(
    () =>
      playback.onFrame((time) => {
        const now = chart.current
        if (!now) return
        // A zoomed timeline turns its page when time runs out of it.
        if (zoom && playback.clock.playing && (time > zoom.to || time < zoom.from)) {
          const width = zoom.to - zoom.from
          const from = Math.floor((time - playback.clock.start) / width) * width + playback.clock.start
          setZoom({ from, to: from + width })
          return
        }
        placeHead(now, head.current, veil.current)
      }),
    [zoom],
  )

  // The slider's value for those who hear it, four times a second at most.
  useEffect(() => {
    const tell = (time: number) => {
      box.current?.setAttribute('aria-valuenow', time.toFixed(1))
      box.current?.setAttribute('aria-valuetext', format.moment(time))
      box.current?.setAttribute('aria-valuemax', String(playback.clock.end))
    }
    tell(playback.clock.now)
    return playback.onPanels(tell)
  }, [format])

  // Wheel listeners must not be passive to keep the page from scrolling, and React's are.
  useEffect(() => {
    const element = box.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      const now = chart.current
      if (!now) return
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        const at = momentAt(now, event.clientX - element.getBoundingClientRect().left)
        setZoom(zoomed(now, at, event.deltaY > 0 ? 1.25 : 0.8))
        return
      }
      const before = scroll.current
      scroll.current += event.deltaY
      paint()
      if (scroll.current !== before) event.preventDefault()
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [paint])

  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const now = chart.current
    if (!now) return
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const [x, y] = [event.clientX - left, event.clientY - top]
    if (event.type === 'pointerdown' && x < now.gutter) {
      const id = rowAt(current, now, y)
      if (id) select(id)
      return
    }
    playback.seek(momentAt(now, x))
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    seekTo(event)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { clock } = playback
    const small = (clock.end - clock.start) / 200
    const moves: Record<string, number> = {
      ArrowLeft: -small,
      ArrowDown: -small,
      ArrowRight: small,
      ArrowUp: small,
      PageDown: -small * 10,
      PageUp: small * 10,
    }
    const move = moves[event.key]
    if (move !== undefined) playback.seek(clock.now + move)
    else if (event.key === 'Home') playback.seek(clock.start)
    else if (event.key === 'End') playback.seek(clock.end)
    else if (event.key === ' ') clock.toggle()
    else if (event.key === ',') playback.step(-1)
    else if (event.key === '.') playback.step(1)
    else return
    event.preventDefault()
  }
  const zoomBy = (factor: number) => {
    if (chart.current) setZoom(zoomed(chart.current, playback.clock.now, factor))
  }

  return (
    <section className="timeline" aria-label={t('timeline.title')}>
      <Group className="timeline-head" gap="xs" wrap="nowrap">
        <MarkLegend run={current} />
        {runs.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('timeline.of')}
            value={String(shown)}
            onChange={(value) => setShown(Number(value))}
            data={[
              { value: '0', label: t('compare.base') },
              { value: '1', label: t('compare.variant') },
            ]}
          />
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={t('timeline.zoomOut')} onClick={() => zoomBy(1.6)}>
          −
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('timeline.zoomIn')} onClick={() => zoomBy(0.6)}>
          +
        </ActionIcon>
      </Group>
      <div
        ref={box}
        className="timeline-box"
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.label')}
        aria-valuemin={0}
        aria-valuemax={0}
        aria-valuenow={0}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId) && seekTo(event)}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} />
        <div ref={veil} className="timeline-veil" />
        <div ref={head} className="timeline-playhead" />
      </div>
    </section>
  )
}

/** A standstill is explained where there is one. */
function MarkLegend({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  useGrowth(run)
  const kinds = MARK_KINDS.filter((kind) => kind !== 'still' || run.tracks.marks.still.time.length > 0)
  return (
    <ul className="mark-legend" aria-label={t('timeline.marks')}>
      {kinds.map((kind) => (
        <li key={kind}>
          <GlyphIcon glyph={MARK_STYLES[kind].glyph} color={MARK_STYLES[kind].color} size={12} /> {t(`timeline.${kind}`)}
        </li>
      ))}
    </ul>
  )
}

function placeHead({ gutter, width, from, to }: Chart, head: HTMLElement | null, veil: HTMLElement | null) {
  const x = gutter + ((playback.clock.now - from) / (to - from)) * (width - gutter)
  const inside = x >= gutter - 1 && x <= width + 1
  if (head) {
    head.style.transform = `translateX(${x}px)`
    head.style.visibility = inside ? 'visible' : 'hidden'
  }
  if (veil) {
    const start = Math.max(gutter, Math.min(width, x))
    veil.style.transform = `translateX(${start}px)`
    veil.style.width = `${width - start}px`
  }
}

const momentAt = ({ gutter, width, from, to }: Chart, x: number) => from + (Math.max(0, x - gutter) / (width - gutter)) * (to - from)

function zoomed({ from, to }: Chart, at: number, factor: number): Span | null {
  const { start, end } = playback.clock
  const width = (to - from) * factor
  if (width >= end - start) return null
  const left = Math.max(start, Math.min(end - width, at - (at - from) * factor))
  return { from: left, to: left + Math.max(width, 1) }
}

function rowAt({ scenario }: Run, { rowHeight, scroll }: Chart, y: number): string | null {
  let row = Math.floor((y + scroll - AXIS - MARK_LANE) / rowHeight)
  if (row < 0) return null
  for (const { id, slots } of scenario.stations) {
    if (row < slots) return id
    row -= slots
  }
  return null
}
