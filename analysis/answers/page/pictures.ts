import type { Amounts, Bars, ControlChart, Fan, Picture } from '../picture.ts'
import { escaped } from './escape.ts'

/** A picture as a figure: bars and lines in SVG that stretch with the page, their texts beside them as text of the page, so that they never shrink. */
export function pictureOf(picture: Picture): string {
  switch (picture.kind) {
    case 'bars':
      return figure(picture.title, bars(picture))
    case 'amounts':
      return figure(picture.title, amounts(picture))
    case 'fan':
      return figure(picture.title, fan(picture))
    case 'chart':
      return figure(picture.title, chart(picture))
  }
}

const figure = (title: string, inside: string) => `<figure><figcaption>${escaped(title)}</figcaption>${inside}</figure>`

/** Two digits: enough for any screen, and the same on all. */
const percent = (share: number) => `${Math.round(10_000 * Math.min(1, Math.max(0, share))) / 100}%`

const legend = (entries: readonly { readonly mark: string; readonly label: string }[]) =>
  `<ul class="legend">${entries.map(({ mark, label }) => `<li><i class="${mark}"></i>${escaped(label)}</li>`).join('')}</ul>`

const row = (label: string, svg: string, text: string) =>
  `<div class="row"><bdi class="label">${escaped(label)}</bdi>${svg}<span class="amount">${escaped(text)}</span></div>`

const svg = (title: string, height: number, inside: string) =>
  `<svg role="img" width="100%" height="${height}"><title>${escaped(title)}</title>${inside}</svg>`

function bars({ legend: entries, rows }: Bars): string {
  const name = (tone: string) => entries.find((entry) => entry.tone === tone)?.label ?? tone
  const lines = rows.map(({ label, parts, text }) => {
    let at = 0
    const rects = parts
      .filter(({ share }) => share > 0)
      .map(({ tone, share }) => {
        const rect = `<rect class="tone-${tone}" x="${percent(at)}" width="${percent(share)}" height="16"/>`
        at += share
        return rect
      })
    const told = parts.filter(({ share }) => share >= 0.005).map(({ tone, share }) => `${name(tone)} ${Math.round(100 * share)} %`)
    return row(label, svg(`${label}: ${told.join(', ')}`, 16, rects.join('')), text)
  })
  return `${legend(entries.map(({ tone, label }) => ({ mark: `tone-${tone}`, label })))}<div class="rows">${lines.join('')}</div>`
}

function amounts({ rows }: Amounts): string {
  const most = Math.max(...rows.map(({ amount }) => amount), 1e-12)
  const lines = rows.map(({ label, amount, text, cumulative }) => {
    const all = cumulative === null ? '' : ` · ${Math.round(100 * cumulative)} %`
    const mark = cumulative === null ? '' : `<line class="mark" x1="${percent(cumulative)}" x2="${percent(cumulative)}" y1="0" y2="16"/>`
    return row(
      label,
      svg(`${label}: ${text}${all}`, 16, `<rect class="tone-rest" width="${percent(amount / most)}" height="16"/>${mark}`),
      `${text}${all}`,
    )
  })
  return `<div class="rows">${lines.join('')}</div>`
}

function fan({ from, until, ticks, rows, legend: words }: Fan): string {
  const place = (at: number) => (at - from) / (until - from)
  const lines = rows.map(({ label, p10, p50, p90, due, tone, text }) => {
    const first = Math.max(0, place(p10))
    const last = p90 === null ? 1 : Math.min(1, place(p90))
    const inside = [
      `<rect class="tone-${tone} likely" x="${percent(first)}" width="${percent(last - first)}" y="3" height="14" rx="3"/>`,
      p50 === null || place(p50) > 1 ? '' : `<rect class="median" x="${percent(place(p50))}" width="3" y="1" height="18"/>`,
      due === null ? '' : `<line class="due" x1="${percent(place(due))}" x2="${percent(place(due))}" y1="0" y2="20"/>`,
    ]
    return row(label, svg(`${label} ${text}`, 20, inside.join('')), text)
  })
  const axis = `<div class="axis">${ticks.map(({ label }) => `<span>${escaped(label)}</span>`).join('')}</div>`
  const entries = [
    { mark: 'tone-rest likely', label: words.likely },
    { mark: 'median', label: words.median },
    { mark: 'due', label: words.due },
  ]
  return `${legend(entries)}<div class="rows">${lines.join('')}<div class="row"><span class="label"></span>${axis}<span class="amount"></span></div></div>`
}

function chart({ title, center, points, legend: words }: ControlChart): string {
  const top = 1.1 * Math.max(...points.map(({ value, high }) => Math.max(value, high)), 1e-9)
  const y = (value: number) => percent(1 - value / top)
  const x = (i: number) => percent((i + 0.5) / points.length)
  const [first] = points
  const band = `<rect class="band" x="0" width="100%" y="${y(first!.high)}" height="${percent((first!.high - first!.low) / top)}"/>`
  const middle = `<line class="center" x1="0" x2="100%" y1="${y(center)}" y2="${y(center)}"/>`
  const joined = points
    .slice(1)
    .map(({ value }, i) => `<line class="joined" x1="${x(i)}" y1="${y(points[i]!.value)}" x2="${x(i + 1)}" y2="${y(value)}"/>`)
  const dots = points.map(
    ({ label, value, out }, i) =>
      `<circle class="${out ? 'out' : 'dot'}" cx="${x(i)}" cy="${y(value)}" r="${out ? 6 : 3.5}"><title>${escaped(label)}: ${(100 * value).toFixed(1)} %</title></circle>`,
  )
  const entries = [
    { mark: 'center', label: `${words.center} ${(100 * center).toFixed(1)} %` },
    { mark: 'band', label: `${words.limits} ${(100 * first!.low).toFixed(1)} – ${(100 * first!.high).toFixed(1)} %` },
    { mark: 'out', label: words.out },
  ]
  const ends = `<div class="axis"><span>${escaped(first!.label)}</span><span>${escaped(points.at(-1)!.label)}</span></div>`
  return `${legend(entries)}<div class="plot">${svg(title, 180, band + middle + joined.join('') + dots.join(''))}${ends}</div>`
}
