import { EquipmentState, STATE_NAMES } from '../engine/log/events.ts'

export type StateName = (typeof STATE_NAMES)[number]

/** How a state is drawn wherever it is drawn: 3D, timeline, bars, table. Colour never stands alone: each has a glyph and a name. */
export interface StateStyle {
  readonly name: StateName
  /** sRGB, exactly what a pixel of a mark has. */
  readonly color: string
  /** Second colour of stripes and hatching; null: plain. */
  readonly stripe: string | null
  readonly glyph: Glyph
}

export type Glyph = 'question' | 'ring' | 'cross' | 'lock' | 'wrench' | 'arrow' | 'disc' | 'square' | 'hand' | 'triangle' | 'dot'

const table: Record<StateName, Omit<StateStyle, 'name'>> = {
  unknown: { color: '#a6aeb8', stripe: '#d7dce2', glyph: 'question' },
  paused: { color: '#999999', stripe: null, glyph: 'ring' },
  repair: { color: '#d55e00', stripe: null, glyph: 'cross' },
  waitRepair: { color: '#d55e00', stripe: '#f3c5a3', glyph: 'cross' },
  held: { color: '#f0e442', stripe: null, glyph: 'lock' },
  maintenance: { color: '#cc79a7', stripe: null, glyph: 'wrench' },
  setup: { color: '#0072b2', stripe: null, glyph: 'arrow' },
  processing: { color: '#009e73', stripe: null, glyph: 'disc' },
  blocked: { color: '#e69f00', stripe: null, glyph: 'square' },
  waiting: { color: '#e69f00', stripe: '#fbe3b0', glyph: 'hand' },
  starved: { color: '#56b4e9', stripe: null, glyph: 'triangle' },
  idle: { color: '#c9ced6', stripe: null, glyph: 'dot' },
}

/** In the order of the states' numbers. */
export const STATE_STYLES: readonly StateStyle[] = STATE_NAMES.map((name) => ({ name, ...table[name] }))

export const isDown = (state: number) => state === EquipmentState.repair || state === EquipmentState.waitRepair

/** Light enough that a dark glyph reads better on it than a white one. */
export function needsDarkGlyph(color: string): boolean {
  const [r, g, b] = rgb(color).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.24
}

/** 0..1 per channel, not linearised: shaders write it to the screen as it is. */
export function rgb(hex: string): readonly [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16)
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255]
}
