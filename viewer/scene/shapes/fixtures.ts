import { type Piece, shape } from './pieces.ts'

const post = '#7f93b5'
const beam = '#c9783f'
const board = '#d3dae2'
const dark = '#4a5563'
const wood = '#c2a27a'

/** Cells of a rack: columns, levels, and rows in depth. The n-th unit of a queue lies in the n-th cell, front and bottom first. */
export const RACK = { columns: 4, levels: 3, rows: 2, pitch: 0.56, level: 0.62, foot: 0.2 } as const
export const RACK_CELLS = RACK.columns * RACK.levels * RACK.rows

/** A shelf that fills where units wait. */
export function rackShape() {
  const width = RACK.columns * RACK.pitch + 0.16
  const depth = RACK.rows * RACK.pitch + 0.1
  const height = RACK.levels * RACK.level + 0.1
  const posts: Piece[] = [-1, 1].flatMap((x) =>
    [-1, 1].map((z): Piece => ({ box: [0.09, height, 0.09], at: [(x * width) / 2, 0, (z * depth) / 2], color: post, bevel: 0.02 })),
  )
  const levels: Piece[] = Array.from({ length: RACK.levels }, (_, level) => RACK.foot + level * RACK.level).flatMap((y): Piece[] => [
    { box: [width, 0.05, depth - 0.04], at: [0, y - 0.06, 0], color: board, bevel: 0.01 },
    { box: [width, 0.1, 0.05], at: [0, y - 0.09, depth / 2], color: beam, bevel: 0.01 },
    { box: [width, 0.1, 0.05], at: [0, y - 0.09, -depth / 2], color: beam, bevel: 0.01 },
  ])
  return shape([...posts, ...levels])
}

/** A dock with a roof, where units come in. */
export function sourceShape() {
  return shape([
    { box: [2.1, 0.16, 2.0], at: [0, 0, 0], color: '#c4ccd6' },
    { box: [0.14, 2.3, 0.14], at: [-0.95, 0, -0.85], color: dark },
    { box: [0.14, 2.3, 0.14], at: [-0.95, 0, 0.85], color: dark },
    { box: [1.7, 0.12, 2.2], at: [-0.35, 2.3, 0], color: '#6d8aa0', turn: [0, 0, 5] },
    { box: [0.08, 1.9, 1.6], at: [-0.98, 0.3, 0], color: '#e3e8ed' },
    ...[0.35, 0.75, 1.15, 1.55].map((y): Piece => ({ box: [0.1, 0.04, 1.6], at: [-0.97, y, 0], color: '#bcc6d0', bevel: 0.01 })),
    ...[-0.3, 0, 0.3, 0.6, 0.9].map(
      (x): Piece => ({ cylinder: [0.07, 1.1], at: [x, 0.4, 0.55], turn: [-90, 0, 0], color: '#8a97a6', sides: 10 }),
    ),
    { box: [1.5, 0.1, 0.08], at: [0.3, 0.38, 0.6], color: dark },
    { box: [1.5, 0.1, 0.08], at: [0.3, 0.38, -0.6], color: dark },
  ])
}

/** Where finished units leave: a loading bay with a truck's box. */
export function sinkShape() {
  return shape([
    { box: [2.2, 0.12, 2.1], at: [0, 0, 0], color: '#c4ccd6' },
    { box: [1.55, 1.6, 1.5], at: [0.2, 0.35, 0], color: '#eef1f4', bevel: 0.06 },
    { box: [0.06, 1.3, 1.26], at: [-0.58, 0.48, 0], color: '#3f4a57', bevel: 0.01 },
    { box: [1.58, 0.22, 1.53], at: [0.2, 0.62, 0], color: '#5d8f92' },
    { box: [0.5, 1.1, 1.36], at: [1.22, 0.3, 0], color: '#6b7f9e', bevel: 0.12 },
    { box: [0.06, 0.42, 1.1], at: [1.46, 0.85, 0], color: '#2b3947', bevel: 0.02 },
    ...[-0.25, 1.1].flatMap((x) =>
      [-0.72, 0.5].map((z): Piece => ({ cylinder: [0.24, 0.22], at: [x, 0.3, z], turn: [90, 0, 0], color: '#2f3843', sides: 14 })),
    ),
  ])
}

/** A hall for stock: finished goods that others are served from. */
export function warehouseShape() {
  return shape([
    { box: [2.6, 0.1, 2.3], at: [0, 0, 0], color: '#c4ccd6' },
    { box: [2.4, 1.5, 0.1], at: [0, 0.1, -1.05], color: '#e8ecf0' },
    { box: [0.1, 1.5, 2.1], at: [1.2, 0.1, 0], color: '#e8ecf0' },
    { box: [1.35, 0.1, 2.5], at: [-0.62, 1.75, 0], color: '#6d8aa0', turn: [0, 0, 14] },
    { box: [1.35, 0.1, 2.5], at: [0.68, 1.75, 0], color: '#7f9bb0', turn: [0, 0, -14] },
    { box: [0.1, 1.5, 0.1], at: [-1.2, 0.1, 1.05], color: dark },
    { box: [0.1, 1.5, 0.1], at: [1.2, 0.1, 1.05], color: dark },
    ...[-0.7, 0.1].flatMap((x) =>
      [-0.5, 0.3].map((z): Piece => ({ box: [0.66, 0.4, 0.6], at: [x, 0.22, z], color: '#c9a77c', bevel: 0.02 })),
    ),
    { box: [0.66, 0.4, 0.6], at: [-0.7, 0.62, -0.5], color: '#d6b78e', bevel: 0.02 },
  ])
}

/** A pallet of what is bought. */
export function palletShape() {
  return shape([
    { box: [1.3, 0.06, 1.1], at: [0, 0.12, 0], color: wood, bevel: 0.01 },
    ...[-0.5, 0, 0.5].map((x): Piece => ({ box: [0.14, 0.12, 1.1], at: [x, 0, 0], color: '#a88a63', bevel: 0.01 })),
    { box: [0.58, 0.45, 0.5], at: [-0.31, 0.18, -0.26], color: '#9fb0a2', bevel: 0.03 },
    { box: [0.58, 0.45, 0.5], at: [0.31, 0.18, -0.26], color: '#8fa396', bevel: 0.03 },
    { box: [0.58, 0.45, 0.5], at: [-0.31, 0.18, 0.26], color: '#8fa396', bevel: 0.03 },
    { box: [0.58, 0.45, 0.5], at: [0.31, 0.18, 0.26], color: '#9fb0a2', bevel: 0.03 },
    { box: [0.58, 0.4, 0.5], at: [-0.1, 0.63, -0.1], color: '#a9b9ab', bevel: 0.03 },
  ])
}
