import { BufferAttribute, BufferGeometry, Shape, ShapeGeometry, type Vector3 } from 'three'

/** The outline of something painted on the floor. */
export function roundedRectangle(minX: number, minZ: number, maxX: number, maxZ: number, radius: number): Shape {
  const shape = new Shape()
  const r = Math.min(radius, (maxX - minX) / 2, (maxZ - minZ) / 2)
  // A shape lies in x, y; on the floor its y is −z.
  const [left, right, low, high] = [minX, maxX, -maxZ, -minZ]
  shape.moveTo(left + r, low)
  shape.lineTo(right - r, low)
  shape.quadraticCurveTo(right, low, right, low + r)
  shape.lineTo(right, high - r)
  shape.quadraticCurveTo(right, high, right - r, high)
  shape.lineTo(left + r, high)
  shape.quadraticCurveTo(left, high, left, high - r)
  shape.lineTo(left, low + r)
  shape.quadraticCurveTo(left, low, left + r, low)
  return shape
}

/** All outlines as one flat geometry on y = 0, facing up. */
export function flatShape(shapes: Shape[]): BufferGeometry {
  return new ShapeGeometry(shapes, 6).rotateX(-Math.PI / 2)
}

/** Ways on the floor as flat bands with an arrowhead in their middle (`head` 0: none). One geometry, so one draw call. */
export function ribbon(ways: readonly (readonly [Vector3, Vector3])[], width: number, head: number): BufferGeometry {
  const points: number[] = []
  for (const [from, to] of ways) {
    const along = to.clone().sub(from)
    const length = along.length()
    if (length < 1e-6) continue
    along.divideScalar(length)
    const side = { x: -along.z, z: along.x }
    const at = (distance: number, off: number) => [
      from.x + along.x * distance + side.x * off,
      0,
      from.z + along.z * distance + side.z * off,
    ]
    const quad = [at(0, -width / 2), at(length, -width / 2), at(length, width / 2), at(0, width / 2)] as const
    points.push(...quad[0], ...quad[3], ...quad[2], ...quad[0], ...quad[2], ...quad[1])
    if (head > 0)
      points.push(...at(length / 2 - head * 0.7, -head), ...at(length / 2 - head * 0.7, head), ...at(length / 2 + head * 0.9, 0))
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(points), 3))
  return geometry
}
