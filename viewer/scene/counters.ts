/** What drawing costs, counted where it happens: for tests, and for whoever wonders. */
export const counters = {
  drawCalls: 0,
  triangles: 0,
  /** React commits inside a canvas, and in panels that follow the clock. */
  commits: 0,
  panelCommits: 0,
  frames: 0,
  uploadedBytes: 0,
}

/** The last of the scripts' times per frame, ms: reading the log, feeding the scene and the timeline; not the drawing. */
const recent = new Float64Array(600)
let measured = 0

export function frameTook(milliseconds: number) {
  recent[measured++ % recent.length] = milliseconds
}

export function frameCost(): { readonly median: number; readonly p95: number; readonly count: number } {
  const sorted = recent.slice(0, Math.min(measured, recent.length)).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { median: at(0.5), p95: at(0.95), count: measured }
}
