import { type Piece, shape } from './pieces.ts'

const white = '#f3f5f7'
const light = '#dde3e9'
const mid = '#b3bdc8'
const steel = '#8a97a6'
const dark = '#414c5a'
const glass = '#2b3947'
const slate = '#6b7f9e'
const teal = '#5d8f92'
const clay = '#b08968'
const olive = '#8b9a62'
const plum = '#8d7696'
const screen = '#9fd0dc'

/** A panel on an arm: what makes a box a machine that someone works at. */
const panel = (x: number, z: number): Piece[] => [
  { box: [0.06, 1.0, 0.06], at: [x, 0.5, z], color: steel },
  { box: [0.42, 0.34, 0.07], at: [x, 1.38, z + 0.02], color: dark, turn: [-14, 0, 0] },
  { box: [0.34, 0.24, 0.03], at: [x, 1.43, z + 0.05], color: screen, turn: [-14, 0, 0], bevel: 0.01 },
]

const feet = (width: number, depth: number): Piece => ({ box: [width, 0.14, depth], at: [0, 0, 0], color: dark })

const conveyor = (length: number, height: number, width: number, z = 0): Piece[] => [
  { box: [length, 0.1, width], at: [0, height - 0.1, z], color: dark },
  { box: [length, 0.06, 0.05], at: [0, height - 0.03, z + width / 2], color: mid, bevel: 0.01 },
  { box: [length, 0.06, 0.05], at: [0, height - 0.03, z - width / 2], color: mid, bevel: 0.01 },
  ...[-1, 1].map((side): Piece => ({ box: [0.08, height - 0.1, width * 0.8], at: [side * length * 0.42, 0, z], color: steel })),
]

/** What stands on the floor for each `kind` of station, within 2.6 × 2.4 m, its front to +z; an unknown kind looks like `machine`. */
const pieces: Record<string, readonly Piece[]> = {
  machine: [
    feet(2.2, 1.7),
    { box: [2.2, 1.65, 1.7], at: [0, 0.14, -0.1], color: white, bevel: 0.1 },
    { box: [1.15, 0.8, 0.06], at: [-0.3, 0.72, 0.74], color: glass, bevel: 0.03 },
    { box: [2.24, 0.16, 1.74], at: [0, 0.3, -0.1], color: slate },
    { box: [0.9, 0.3, 0.9], at: [0.3, 1.79, -0.3], color: light, bevel: 0.08 },
    ...panel(0.82, 0.92),
  ],
  lathe: [
    feet(2.5, 1.4),
    { box: [2.5, 0.75, 1.4], at: [0, 0.14, -0.1], color: light, bevel: 0.08 },
    { box: [0.8, 1.0, 1.3], at: [-0.85, 0.85, -0.12], color: white, bevel: 0.1 },
    { box: [1.72, 1.0, 0.35], at: [0.4, 0.85, -0.58], color: white, bevel: 0.06 },
    { cylinder: [0.34, 0.3], at: [-0.44, 1.3, 0], turn: [0, 0, -90], color: steel, sides: 20 },
    { cylinder: [0.1, 0.95], at: [-0.16, 1.3, 0], turn: [0, 0, -90], color: mid },
    { cylinder: [0.24, 0.24], at: [0.85, 1.3, 0], turn: [0, 0, -90], color: dark, sides: 8 },
    { box: [0.55, 0.35, 0.6], at: [0.98, 0.9, 0], color: teal, bevel: 0.06 },
    { box: [2.54, 0.14, 1.44], at: [0, 0.32, -0.1], color: teal },
    ...panel(1.12, 0.75),
  ],
  mill: [
    feet(2.1, 1.8),
    { box: [2.1, 0.7, 1.8], at: [0, 0.14, 0], color: light, bevel: 0.08 },
    { box: [1.0, 1.75, 0.7], at: [0, 0.8, -0.52], color: white, bevel: 0.1 },
    { box: [0.62, 0.7, 0.85], at: [0, 1.62, 0.12], color: slate, bevel: 0.08 },
    { cylinder: [0.1, 0.42, 0.2], at: [0, 1.22, 0.28], color: steel },
    { box: [1.7, 0.14, 0.62], at: [0, 0.84, 0.3], color: mid },
    { box: [0.1, 1.25, 1.5], at: [-1.0, 0.84, 0.05], color: white, bevel: 0.03 },
    { box: [0.1, 1.25, 1.5], at: [1.0, 0.84, 0.05], color: white, bevel: 0.03 },
    ...panel(1.12, 0.98),
  ],
  grinder: [
    feet(2.3, 1.5),
    { box: [2.3, 0.72, 1.5], at: [0, 0.14, 0], color: light, bevel: 0.08 },
    { box: [1.9, 0.16, 0.6], at: [0, 0.86, 0.32], color: mid },
    { box: [0.95, 1.25, 0.62], at: [0.2, 0.86, -0.42], color: white, bevel: 0.1 },
    { cylinder: [0.46, 0.22], at: [0.2, 1.46, 0.16], turn: [90, 0, 0], color: clay, sides: 22 },
    { cylinder: [0.14, 0.26], at: [0.2, 1.46, 0.15], turn: [90, 0, 0], color: dark },
    { box: [1.16, 0.3, 0.42], at: [0.2, 1.72, 0.0], color: clay, bevel: 0.1 },
    { box: [2.34, 0.12, 1.54], at: [0, 0.34, 0], color: clay },
    ...panel(-0.92, 0.72),
  ],
  oven: [
    ...conveyor(2.6, 0.85, 0.7),
    { box: [1.9, 1.1, 1.5], at: [0, 0.62, 0], color: white, bevel: 0.16 },
    { box: [1.94, 0.16, 1.54], at: [0, 0.8, 0], color: clay },
    { box: [1.96, 0.4, 0.78], at: [0, 0.84, 0], color: glass, bevel: 0.02 },
    { box: [1.9, 0.5, 1.4], at: [0, 0.12, 0], color: dark, bevel: 0.05 },
    ...[-0.5, 0.1].map((x): Piece => ({ cylinder: [0.17, 0.62], at: [x, 1.7, -0.2], color: mid })),
    ...[-0.5, 0.1].map((x): Piece => ({ cylinder: [0.23, 0.08], at: [x, 2.3, -0.2], color: steel })),
    ...panel(0.72, 0.86),
  ],
  smt: [
    ...conveyor(2.6, 0.88, 0.5),
    { box: [2.0, 0.72, 1.5], at: [0, 0.1, 0], color: light, bevel: 0.06 },
    { box: [2.0, 0.18, 1.5], at: [0, 1.5, -0.02], color: white, bevel: 0.08 },
    { box: [2.0, 0.55, 0.3], at: [0, 0.98, -0.6], color: white, bevel: 0.05 },
    { box: [0.2, 0.7, 1.46], at: [-0.9, 0.84, 0], color: white, bevel: 0.05 },
    { box: [0.2, 0.7, 1.46], at: [0.9, 0.84, 0], color: white, bevel: 0.05 },
    { box: [1.55, 0.09, 0.12], at: [0, 1.36, 0.0], color: olive },
    { box: [0.26, 0.32, 0.26], at: [0.25, 1.1, 0.0], color: olive },
    ...[-0.6, -0.3, 0, 0.3, 0.6].map(
      (x): Piece => ({ cylinder: [0.17, 0.08], at: [x, 0.66, 0.84], turn: [0, 0, 90], color: x % 0.6 === 0 ? dark : steel, sides: 14 }),
    ),
    { box: [1.6, 0.1, 0.3], at: [0, 0.44, 0.84], color: mid },
    ...panel(-1.0, 0.92),
  ],
  tester: [
    feet(1.9, 1.5),
    { box: [1.9, 0.8, 1.5], at: [0, 0.14, 0], color: light, bevel: 0.06 },
    { box: [1.9, 1.1, 0.6], at: [0, 0.94, -0.45], color: white, bevel: 0.08 },
    { box: [0.78, 0.55, 0.06], at: [-0.36, 1.25, -0.14], color: glass, bevel: 0.02 },
    { box: [0.68, 0.44, 0.05], at: [-0.36, 1.3, -0.11], color: screen, bevel: 0.01 },
    ...[0.25, 0.5, 0.75].map((x): Piece => ({ box: [0.14, 0.5, 0.05], at: [x, 1.28, -0.14], color: plum, bevel: 0.02 })),
    { box: [0.9, 0.1, 0.7], at: [0, 0.92, 0.3], color: dark },
    { box: [0.1, 0.5, 0.1], at: [-0.5, 0.94, 0.1], color: steel },
    { box: [0.1, 0.5, 0.1], at: [0.5, 0.94, 0.1], color: steel },
    { box: [1.12, 0.1, 0.4], at: [0, 1.4, 0.2], color: plum },
  ],
  assembly: [
    { box: [2.4, 0.1, 1.1], at: [0, 0.86, 0.2], color: clay },
    ...[-1.08, 1.08].map((x): Piece => ({ box: [0.12, 0.86, 1.0], at: [x, 0, 0.2], color: steel })),
    ...[-1.14, 1.14].map((x): Piece => ({ box: [0.1, 2.2, 0.1], at: [x, 0, -0.4], color: mid })),
    { box: [2.4, 0.1, 0.9], at: [0, 2.15, -0.05], color: white },
    { box: [2.1, 0.05, 0.2], at: [0, 2.09, 0.16], color: '#fff6d8', bevel: 0.01 },
    { box: [2.3, 0.08, 0.5], at: [0, 1.42, -0.38], color: mid },
    ...[-0.85, -0.42, 0, 0.42, 0.85].map(
      (x, i): Piece => ({ box: [0.34, 0.26, 0.42], at: [x, 1.48, -0.36], color: [slate, teal, plum, olive, slate][i]!, bevel: 0.05 }),
    ),
    { box: [0.5, 0.06, 0.34], at: [0.75, 0.96, 0.32], color: dark },
    { cylinder: [0.05, 0.5], at: [-0.7, 1.55, 0.12], color: dark },
    { cylinder: [0.26, 0.1], at: [0, 0, 1.02], color: dark },
    { cylinder: [0.05, 0.5], at: [0, 0.1, 1.02], color: steel },
    { cylinder: [0.24, 0.08], at: [0, 0.58, 1.02], color: slate },
  ],
  washer: [
    ...conveyor(2.6, 0.85, 0.6),
    { box: [1.8, 0.62, 1.4], at: [0, 0.1, 0], color: light, bevel: 0.06 },
    { cylinder: [0.72, 1.8], at: [-0.9, 1.12, 0], turn: [0, 0, -90], color: white, sides: 24 },
    { cylinder: [0.75, 0.12], at: [-0.66, 1.12, 0], turn: [0, 0, -90], color: teal, sides: 24 },
    { cylinder: [0.75, 0.12], at: [0.54, 1.12, 0], turn: [0, 0, -90], color: teal, sides: 24 },
    { cylinder: [0.44, 1.84], at: [-0.92, 1.08, 0], turn: [0, 0, -90], color: glass, sides: 18 },
    { cylinder: [0.3, 1.1], at: [0.5, 0.1, -0.98], color: mid, sides: 16 },
    { cylinder: [0.06, 0.7], at: [0.5, 1.2, -0.98], color: steel },
    { cylinder: [0.06, 0.75], at: [0.5, 1.86, -1.0], turn: [90, 0, 0], color: steel },
    ...panel(0.72, 0.86),
  ],
  robot: [
    { box: [2.4, 0.1, 2.0], at: [0, 0, 0], color: mid },
    { cylinder: [0.42, 0.5, 0.34], at: [-0.35, 0.1, -0.35], color: dark, sides: 18 },
    { cylinder: [0.3, 0.36], at: [-0.35, 0.6, -0.35], color: clay, sides: 18 },
    { box: [0.3, 1.15, 0.34], at: [-0.38, 0.85, -0.35], color: clay, turn: [0, 0, 18], bevel: 0.08 },
    { cylinder: [0.22, 0.44], at: [-0.75, 1.92, -0.57], turn: [90, 0, 0], color: dark, sides: 16 },
    { box: [1.15, 0.24, 0.26], at: [-0.22, 1.88, -0.35], color: clay, turn: [0, 0, -10], bevel: 0.07 },
    { cylinder: [0.1, 0.42], at: [0.34, 1.36, -0.35], color: steel },
    { box: [0.3, 0.07, 0.2], at: [0.34, 1.3, -0.35], color: dark },
    { box: [0.95, 0.8, 0.95], at: [0.5, 0.1, 0.1], color: light, bevel: 0.06 },
    ...[-1.15, 1.15].map((x): Piece => ({ box: [0.05, 1.2, 2.0], at: [x, 0.1, 0], color: '#d9c27a', bevel: 0.01 })).slice(0, 1),
    { box: [2.3, 1.2, 0.05], at: [0, 0.1, -0.98], color: '#d9c27a', bevel: 0.01 },
  ],
  bench: [
    { box: [2.2, 0.12, 1.1], at: [0, 0.84, 0], color: clay },
    ...[-0.95, 0.95].map((x): Piece => ({ box: [0.12, 0.84, 0.95], at: [x, 0, 0], color: steel })),
    { box: [0.5, 0.3, 0.9], at: [0.62, 0.5, 0], color: slate },
    { box: [2.2, 0.55, 0.06], at: [0, 0.96, -0.52], color: light },
    { box: [0.4, 0.22, 0.3], at: [-0.75, 0.96, -0.2], color: teal, bevel: 0.05 },
    { cylinder: [0.04, 0.75], at: [0.3, 0.96, -0.4], color: dark },
    { box: [0.5, 0.06, 0.2], at: [0.12, 1.7, -0.36], color: dark },
    { cylinder: [0.24, 0.08], at: [0, 0.5, 0.95], color: slate },
    { cylinder: [0.05, 0.5], at: [0, 0, 0.95], color: steel },
  ],
  packing: [
    ...conveyor(2.6, 0.8, 0.8),
    ...[-0.55, 0.55].map((z): Piece => ({ box: [0.16, 1.7, 0.16], at: [0, 0, z], color: slate })),
    { box: [0.3, 0.26, 1.3], at: [0, 1.62, 0], color: slate },
    { box: [0.2, 0.36, 0.6], at: [0, 1.3, 0], color: dark },
    { box: [0.6, 0.45, 0.55], at: [-0.85, 0.8, 0], color: '#c9a77c', bevel: 0.02 },
    { box: [0.62, 0.02, 0.1], at: [-0.85, 1.25, 0], color: '#e7d6b8', bevel: 0.005 },
    { box: [0.6, 0.45, 0.55], at: [0.9, 0.8, 0], color: '#c9a77c', bevel: 0.02 },
    { box: [0.62, 0.02, 0.1], at: [0.9, 1.25, 0], color: '#e7d6b8', bevel: 0.005 },
    ...panel(0.45, 0.9),
  ],
}

/** Where a part lies while it is worked on. */
const loads: Record<string, readonly [number, number, number]> = {
  lathe: [0.2, 1.3, 0.35],
  mill: [0, 0.98, 0.45],
  grinder: [-0.3, 1.02, 0.42],
  oven: [-1.12, 0.86, 0],
  smt: [-0.25, 0.9, 0.1],
  tester: [0, 1.02, 0.34],
  assembly: [0, 0.97, 0.4],
  washer: [-1.12, 0.86, 0],
  robot: [0.5, 0.9, 0.2],
  bench: [-0.1, 0.97, 0.15],
  packing: [0, 0.81, 0],
}

export const MACHINE_KINDS = Object.keys(pieces)

export const kindOf = (kind: string) => (Object.hasOwn(pieces, kind) ? kind : 'machine')

export const machineShape = (kind: string) => shape(pieces[kindOf(kind)]!)

export const loadPoint = (kind: string) => loads[kindOf(kind)] ?? ([-0.3, 0.9, 1.05] as const)
