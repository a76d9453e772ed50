import {
  CanvasTexture,
  DynamicDrawUsage,
  GLSL3,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  LinearFilter,
  Mesh,
  NoColorSpace,
  PlaneGeometry,
  ShaderMaterial,
  Sphere,
  Vector2,
  Vector3,
} from 'three'
import type { Point } from './floor-plan.ts'

/** A word in the atlas: where it is, and its size in CSS pixels. */
export interface Word {
  readonly u: number
  readonly v: number
  readonly width: number
  readonly height: number
}

export interface LabelStyle {
  readonly size: number
  readonly bold: boolean
  readonly ink: string
  /** Null: no plate behind the word. */
  readonly plate: string | null
}

const LARGEST = 4096
const FONT = '"Inter", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif'

/** All words of a plant in one texture. A word that no longer fits is not there, and has no label. */
export class WordAtlas {
  readonly canvas = document.createElement('canvas')
  readonly #context = this.canvas.getContext('2d')!
  readonly #words = new Map<string, Word | null>()
  readonly #ratio: number
  #x = 0
  #y = 0
  #row = 0

  constructor(ratio: number, words: number) {
    this.#ratio = ratio
    this.canvas.width = words > 200 ? LARGEST : 1024 * Math.ceil(ratio)
    this.canvas.height = Math.min(
      LARGEST,
      Math.max(256, 2 ** Math.ceil(Math.log2((words * 130 * 24 * ratio * ratio) / this.canvas.width + 64))),
    )
  }

  word(text: string, style: LabelStyle): Word | null {
    const key = `${style.size} ${style.bold} ${style.ink} ${style.plate} ${text}`
    const known = this.#words.get(key)
    if (known !== undefined) return known
    const word = this.#draw(shortened(text), style)
    this.#words.set(key, word)
    return word
  }

  #draw(text: string, { size, bold, ink, plate }: LabelStyle): Word | null {
    const context = this.#context
    const ratio = this.#ratio
    context.font = `${bold ? 600 : 500} ${size * ratio}px ${FONT}`
    const pad = plate === null ? 0.5 : 6
    const width = Math.ceil(context.measureText(text).width / ratio + pad * 2)
    const height = Math.ceil(size * 1.3 + (plate === null ? 2 : 5))
    const [w, h] = [Math.ceil(width * ratio), Math.ceil(height * ratio)]
    if (this.#x + w + 2 > this.canvas.width) {
      this.#x = 0
      this.#y += this.#row + 2
      this.#row = 0
    }
    if (this.#y + h > this.canvas.height) return null
    const [x, y] = [this.#x, this.#y]
    this.#x += w + 2
    this.#row = Math.max(this.#row, h)
    if (plate !== null) {
      context.fillStyle = plate
      context.beginPath()
      context.roundRect(x, y, w, h, 5 * ratio)
      context.fill()
    }
    context.fillStyle = ink
    context.textBaseline = 'middle'
    context.fillText(text, x + pad * ratio, y + h / 2 + ratio * 0.5)
    return { u: x, v: y, width, height }
  }
}

const shortened = (text: string) => (text.length > 28 ? `${text.slice(0, 27)}…` : text)

/** Words that face the watcher, at a fixed size in pixels beside a point in the plant. One draw call. */
export class Labels {
  readonly mesh: Mesh
  uploadedBytes = 0
  #count = 0
  readonly #anchor: InstancedBufferAttribute
  readonly #box: InstancedBufferAttribute
  readonly #source: InstancedBufferAttribute
  readonly #geometry: InstancedBufferGeometry
  readonly #material: ShaderMaterial
  readonly #texture: CanvasTexture
  #dirty = false

  constructor(atlas: WordAtlas, capacity: number, ratio: number) {
    const quad = new PlaneGeometry(1, 1)
    this.#geometry = new InstancedBufferGeometry()
    this.#geometry.index = quad.index
    this.#geometry.setAttribute('position', quad.getAttribute('position'))
    this.#geometry.instanceCount = 0
    this.#geometry.boundingSphere = new Sphere(new Vector3(), 1e6)
    const column = (size: number) => new InstancedBufferAttribute(new Float32Array(capacity * size), size).setUsage(DynamicDrawUsage)
    this.#anchor = column(4)
    this.#box = column(4)
    this.#source = column(2)
    this.#geometry.setAttribute('aAnchor', this.#anchor)
    this.#geometry.setAttribute('aBox', this.#box)
    this.#geometry.setAttribute('aSource', this.#source)
    const texture = new CanvasTexture(atlas.canvas)
    texture.colorSpace = NoColorSpace
    texture.minFilter = texture.magFilter = LinearFilter
    texture.generateMipmaps = false
    texture.flipY = false
    texture.premultiplyAlpha = true
    this.#texture = texture
    this.#material = new ShaderMaterial({
      glslVersion: GLSL3,
      transparent: true,
      premultipliedAlpha: true,
      depthTest: false,
      depthWrite: false,
      uniforms: {
        uViewport: { value: new Vector2(1, 1) },
        uRatio: { value: ratio },
        uAtlas: { value: texture },
        uAtlasSize: { value: new Vector2(atlas.canvas.width, atlas.canvas.height) },
      },
      vertexShader,
      fragmentShader,
    })
    this.mesh = new Mesh(this.#geometry, this.#material)
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = 20
  }

  /** A new label; its number. `x`, `y`: CSS pixels right of and below the anchor, to the middle of the word. */
  add(anchor: Point): number {
    const at = this.#count++
    this.#anchor.array.set([anchor.x, anchor.y, anchor.z, 1], at * 4)
    this.#geometry.instanceCount = this.#count
    this.#dirty = true
    return at
  }

  /** What it says and where; null hides it. */
  set(label: number, word: Word | null, x: number, y: number) {
    const box = this.#box.array
    const at = label * 4
    const width = word?.width ?? 0
    const source = this.#source.array
    if (
      box[at] === x &&
      box[at + 1] === y &&
      box[at + 2] === width &&
      (!word || (source[label * 2] === word.u && source[label * 2 + 1] === word.v))
    )
      return
    box[at] = x
    box[at + 1] = y
    box[at + 2] = width
    box[at + 3] = word?.height ?? 0
    if (word) {
      source[label * 2] = word.u
      source[label * 2 + 1] = word.v
    }
    this.#dirty = true
  }

  /** Hidden labels keep what they say. */
  setVisible(label: number, visible: boolean) {
    const at = label * 4 + 3
    const value = visible ? 1 : 0
    if (this.#anchor.array[at] === value) return
    this.#anchor.array[at] = value
    this.#dirty = true
  }

  resize(width: number, height: number) {
    this.#material.uniforms.uViewport!.value.set(width, height)
  }

  upload() {
    if (!this.#dirty) return
    this.#dirty = false
    for (const attribute of [this.#anchor, this.#box, this.#source]) {
      attribute.clearUpdateRanges()
      attribute.addUpdateRange(0, this.#count * attribute.itemSize)
      attribute.needsUpdate = true
      this.uploadedBytes += this.#count * attribute.itemSize * 4
    }
  }

  /** The atlas got new words. */
  redraw() {
    this.#texture.needsUpdate = true
  }

  dispose() {
    this.#geometry.dispose()
    this.#material.dispose()
    this.#texture.dispose()
  }
}

const vertexShader = /* glsl */ `
uniform vec2 uViewport;
uniform float uRatio;
in vec4 aAnchor;
in vec4 aBox;
in vec2 aSource;
out vec2 vTexel;
void main() {
  vec4 clip = projectionMatrix * viewMatrix * vec4(aAnchor.xyz, 1.0);
  vec2 size = ceil(aBox.zw * uRatio) * aAnchor.w;
  vec2 pixel = (clip.xy / clip.w * 0.5 + 0.5) * uViewport + vec2(aBox.x, -aBox.y) * uRatio;
  // Whole pixels, so that letters stay sharp.
  vec2 corner = floor(pixel - size * 0.5 + 0.5) + (position.xy + 0.5) * size;
  clip.xy = (corner / uViewport * 2.0 - 1.0) * clip.w;
  gl_Position = clip;
  vTexel = aSource + vec2(position.x + 0.5, 0.5 - position.y) * size;
}`

const fragmentShader = /* glsl */ `
uniform sampler2D uAtlas;
uniform vec2 uAtlasSize;
in vec2 vTexel;
out vec4 color;
void main() {
  color = texture(uAtlas, vTexel / uAtlasSize);
}`
