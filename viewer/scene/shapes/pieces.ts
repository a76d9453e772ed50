import { BufferAttribute, BufferGeometry, Color, CylinderGeometry, Euler, Matrix4, Quaternion, Vector3 } from 'three'

type Triple = readonly [number, number, number]

/** One part of a shape, in metres: `at` is the middle of its foot, `turn` in degrees. */
export interface Piece {
  readonly color: string
  readonly at: Triple
  /** width (x), height (y), depth (z), with chamfered edges */
  readonly box?: Triple
  readonly bevel?: number
  /** radius at the foot, height, radius at the top; stands on its foot */
  readonly cylinder?: readonly [radius: number, height: number, top?: number]
  readonly sides?: number
  readonly turn?: Triple
}

/** All pieces as one geometry with a colour per vertex: one draw call whatever its number of parts. */
export function shape(pieces: readonly Piece[]): BufferGeometry {
  const parts = pieces.map((piece) => ({ ...solid(piece), color: new Color(piece.color), place: placement(piece) }))
  const count = parts.reduce((sum, { position }) => sum + position.length, 0)
  const position = new Float32Array(count)
  const normal = new Float32Array(count)
  const color = new Float32Array(count)
  const point = new Vector3()
  let at = 0
  for (const part of parts) {
    for (let i = 0; i < part.position.length; i += 3) {
      point.fromArray(part.position, i).applyMatrix4(part.place).toArray(position, at)
      point.fromArray(part.normal, i).transformDirection(part.place).toArray(normal, at)
      part.color.toArray(color, at)
      at += 3
    }
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(position, 3))
  geometry.setAttribute('normal', new BufferAttribute(normal, 3))
  geometry.setAttribute('color', new BufferAttribute(color, 3))
  geometry.computeBoundingBox()
  geometry.computeBoundingSphere()
  return geometry
}

function placement({ at, turn = [0, 0, 0] }: Piece): Matrix4 {
  const [x, y, z] = turn.map((degrees) => (degrees * Math.PI) / 180)
  return new Matrix4().compose(new Vector3(...at), new Quaternion().setFromEuler(new Euler(x, y, z)), new Vector3(1, 1, 1))
}

/** Triangles without index, standing on y = 0. */
function solid({ box, bevel = 0.04, cylinder, sides = 14 }: Piece): { position: Float32Array; normal: Float32Array } {
  if (box) return chamferedBox(box, Math.min(bevel, ...box.map((side) => side / 2.01)))
  if (!cylinder) throw new Error('a piece is a box or a cylinder')
  const [radius, height, top = radius] = cylinder
  const geometry = new CylinderGeometry(top, radius, height, sides).translate(0, height / 2, 0).toNonIndexed()
  return {
    position: geometry.getAttribute('position').array as Float32Array,
    normal: geometry.getAttribute('normal').array as Float32Array,
  }
}

/** A box whose edges catch the light: six faces, twelve bevels, eight corners; 44 triangles. */
function chamferedBox([width, height, depth]: Triple, bevel: number) {
  const half = [width / 2, height / 2, depth / 2] as const
  const triangles: number[] = []
  const normals: number[] = []
  const inset = (sign: Triple, axis: number, i: 0 | 1 | 2) => sign[i] * (half[i] - (i === axis ? 0 : bevel))
  const corner = (sign: Triple, axis: number): Triple => [inset(sign, axis, 0), inset(sign, axis, 1), inset(sign, axis, 2)]
  const face = (...points: Triple[]) => {
    const [a, b, c] = points as [Triple, Triple, Triple]
    const u = new Vector3(...b).sub(new Vector3(...a))
    const n = u.cross(new Vector3(...c).sub(new Vector3(...a))).normalize()
    // Outward is away from the middle of the box; a face found the wrong way round is turned.
    const outward = n.dot(new Vector3(...a)) > 0
    if (!outward) n.negate()
    for (let i = 1; i + 1 < points.length; i++)
      for (const point of outward ? [a, points[i]!, points[i + 1]!] : [a, points[i + 1]!, points[i]!]) {
        triangles.push(point[0], point[1] + half[1], point[2])
        normals.push(n.x, n.y, n.z)
      }
  }
  const signs = [-1, 1]
  for (const axis of [0, 1, 2]) {
    const [u, v] = [0, 1, 2].filter((i) => i !== axis) as [number, number]
    for (const side of signs) {
      const at = (su: number, sv: number) => corner(triple(axis, side, u, su, v, sv), axis)
      face(at(-1, -1), at(1, -1), at(1, 1), at(-1, 1))
      for (const other of signs) {
        const a = triple(axis, side, u, other, v, -1)
        const b = triple(axis, side, u, other, v, 1)
        if (axis < u) face(corner(a, axis), corner(b, axis), corner(b, u), corner(a, u))
        const c = triple(axis, side, v, other, u, -1)
        const d = triple(axis, side, v, other, u, 1)
        if (axis < v) face(corner(c, axis), corner(d, axis), corner(d, v), corner(c, v))
      }
    }
  }
  for (const x of signs)
    for (const y of signs) for (const z of signs) face(corner([x, y, z], 0), corner([x, y, z], 1), corner([x, y, z], 2))
  return { position: new Float32Array(triangles), normal: new Float32Array(normals) }
}

function triple(i: number, a: number, j: number, b: number, k: number, c: number): Triple {
  const out: [number, number, number] = [0, 0, 0]
  out[i] = a
  out[j] = b
  out[k] = c
  return out
}
