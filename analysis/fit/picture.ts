import { curve } from '../../engine/math/index.ts'
import type { Candidate, Fit } from './fit.ts'
import { histogram, niceAbove } from './histogram.ts'
import { inOneUnit } from './line.ts'
import { type Sample, sampleOf } from './sample.ts'

const WIDTH = 960
const HEIGHT = 420
const PANEL = { width: 400, height: 300, top: 60 }
const LEFT = [60, 520] as const
const COLOURS = ['#c2410c', '#1d4ed8', '#15803d']

/**
 * The fit as one SVG that needs nothing else: on the left a histogram and the densities of the best families, on the right the values
 * against the quantiles of the recommended law, where a good fit follows the diagonal.
 */
export function pictureOf(observed: readonly number[], fit: Fit, title: string): string {
  const sample = sampleOf(observed)
  const best = [...fit.candidates.filter(({ adP }) => adP >= 0.05), ...fit.candidates.filter(({ adP }) => adP < 0.05)].slice(0, 3)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${safe(title)}">`,
    `<title>${safe(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT[0]}" y="26" font-size="16" font-weight="600" fill="#1f2937">${safe(title)}</text>`,
    `<text x="${LEFT[0]}" y="46" fill="#4b5563">${safe(fit.recommended.line.slice(0, 130))}</text>`,
    densities(sample, best),
    quantiles(sample, fit),
    '</svg>',
    '',
  ].join('\n')
}

function densities(sample: Sample, best: readonly Candidate[]): string {
  const boxes = histogram(sample, 40)
  const [from, to] = [boxes[0]!.from, boxes.at(-1)!.to]
  const height = (count: number, width: number) => count / (sample.n * width)
  const steps = 200
  const curves = best.map(({ spec }) => {
    const law = curve(spec)
    return Array.from({ length: steps + 1 }, (_, i) => {
      const x = from + ((to - from) * i) / steps
      return [x, law.density(x)] as const
    })
  })
  const tallest = Math.max(...boxes.map((box) => height(box.count, box.to - box.from)))
  const top = 1.08 * Math.max(tallest, ...curves.flat().map(([, y]) => Math.min(y, 1.5 * tallest)))
  const place = scale({ from, to, top, left: LEFT[0] })
  const bars = boxes.map((box) => {
    const [x, y] = place(box.from, height(box.count, box.to - box.from))
    const [end, floor] = place(box.to, 0)
    return `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0.5, end - x - 1))}" height="${n(floor - y)}" fill="#cbd5e1"/>`
  })
  const lines = curves.map((points, i) => {
    const path = points.map(([x, y]) => place(x, Math.min(y, top)).map(n).join(' ')).join(' L ')
    return `<path d="M ${path}" fill="none" stroke="${COLOURS[i]}" stroke-width="2"/>`
  })
  const names = best.map(
    ({ name }, i) =>
      `<text x="${LEFT[0] + PANEL.width}" y="${PANEL.top + 14 + 16 * i}" text-anchor="end" fill="${COLOURS[i]}">${safe(name)}</text>`,
  )
  return [...bars, ...lines, ...names, axis(from, to, LEFT[0], `${sample.n} durations, and the best families`)].join('\n')
}

function quantiles(sample: Sample, { recommended }: Fit): string {
  const law = curve(recommended.spec)
  const steps = Math.min(sample.n, 400)
  const points = Array.from({ length: steps }, (_, i) => {
    const place = Math.min(sample.n - 1, Math.floor(((i + 0.5) * sample.n) / steps))
    return [law.quantile((place + 0.5) / sample.n), sample.sorted[place]!] as const
  })
  const from = Math.min(...points.flat())
  const to = Math.max(...points.flat()) + (sample.max > sample.min ? 0 : 1)
  const place = scale({ from, to, top: to - from, left: LEFT[1] })
  const dots = points.map(([x, y]) => {
    const [cx, cy] = place(x, y - from)
    return `<circle cx="${n(cx)}" cy="${n(cy)}" r="2.2" fill="#1f2937" fill-opacity="0.65"/>`
  })
  const [x1, y1] = place(from, 0)
  const [x2, y2] = place(to, to - from)
  const diagonal = `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${COLOURS[0]}" stroke-width="1.5"/>`
  return [diagonal, ...dots, axis(from, to, LEFT[1], `measured (up) against ${recommended.spec.kind} (right)`)].join('\n')
}

function scale({ from, to, top, left }: { from: number; to: number; top: number; left: number }) {
  return (x: number, y: number): [number, number] => [
    left + ((x - from) / (to - from)) * PANEL.width,
    PANEL.top + PANEL.height - (y / top) * PANEL.height,
  ]
}

/** The line below a panel, with round values, and what the panel shows. */
function axis(from: number, to: number, left: number, caption: string): string {
  const floor = PANEL.top + PANEL.height
  const step = niceAbove((to - from) / 6)
  const first = Math.ceil(from / step)
  const say = inOneUnit(to)
  const marks = Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step)
  return [
    `<line x1="${left}" y1="${floor}" x2="${left + PANEL.width}" y2="${floor}" stroke="#6b7280"/>`,
    ...marks.map((x) => {
      const at = n(left + ((x - from) / (to - from)) * PANEL.width)
      return `<line x1="${at}" y1="${floor}" x2="${at}" y2="${floor + 5}" stroke="#6b7280"/><text x="${at}" y="${floor + 18}" text-anchor="middle" fill="#4b5563">${safe(say(x))}</text>`
    }),
    `<text x="${left + PANEL.width / 2}" y="${floor + 42}" text-anchor="middle" fill="#1f2937">${safe(caption)}</text>`,
  ].join('\n')
}

const n = (x: number) => Number(x.toFixed(2))

const safe = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
