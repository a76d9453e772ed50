import { Canvas } from '@react-three/fiber'
import { type KeyboardEvent, memo, type PointerEvent, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run } from '../feed/run.ts'
import { playback } from '../playback.ts'
import { useSession } from '../session/store.ts'
import { listenToThree } from './console.ts'
import { type Picture, pictures } from './pictures.ts'
import type { View } from './rig.ts'
import { StageView } from './StageView.tsx'

/** A click is a press that hardly moved. */
const CLICK_PIXELS = 5

listenToThree()

/** The plant as a picture: a canvas that is drawn only when something changed, with keys while it has the focus. */
export const PlantPicture = memo(function PlantPicture({
  run,
  view,
  caption,
}: {
  readonly run: Run
  readonly view: View
  readonly caption: string | null
}) {
  const { t } = useTranslation()
  const pressed = useRef<readonly [number, number]>([0, 0])
  const select = useSession((session) => session.select)
  const lost = useSession((session) => session.pictureLost)
  const element = useRef<HTMLDivElement>(null)
  const whole = useRef<HTMLDivElement>(null)

  // A canvas of a fraction of a pixel would be stretched to whole ones, and every letter in it blurred.
  useLayoutEffect(() => {
    const [outer, inner] = [element.current, whole.current]
    if (!outer || !inner) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      inner.style.width = `${Math.floor(entry.contentRect.width)}px`
      inner.style.height = `${Math.floor(entry.contentRect.height)}px`
    })
    observer.observe(outer)
    return () => observer.disconnect()
  }, [])

  const picture = (): Picture | undefined => [...pictures].find((one) => element.current?.contains(one.element))

  const onPointerDown = ({ clientX, clientY }: PointerEvent) => {
    pressed.current = [clientX, clientY]
  }
  const onClick = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const [x, y] = pressed.current
    const shown = picture()
    if (!shown || Math.hypot(clientX - x, clientY - y) > CLICK_PIXELS) return
    select(at(shown, clientX, clientY))
  }
  const onPointerMove = ({ clientX, clientY, buttons, currentTarget }: PointerEvent<HTMLDivElement>) => {
    const shown = picture()
    if (shown && buttons === 0) currentTarget.style.cursor = at(shown, clientX, clientY) ? 'pointer' : 'grab'
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const shown = picture()
    const action = shown && keys(shown.rig)[event.key]
    if (event.key === 'Escape') select(null)
    else if (!action) return
    action?.()
    event.preventDefault()
    shown?.invalidate()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's; this groups a picture with its keys
    <div
      ref={element}
      className="picture"
      role="group"
      aria-label={caption === null ? t('scene.label', { plant: run.scenario.title }) : `${caption}: ${run.scenario.title}`}
      aria-describedby="picture-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is moved with keys while it has the focus
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <div ref={whole} className="picture-whole">
        <Canvas
          flat
          shadows="percentage"
          frameloop="demand"
          dpr={[1, 2]}
          gl={{ antialias: true, powerPreference: 'high-performance' }}
          // A canvas that was taken off the page gives its context up, and nobody misses it.
          onCreated={({ gl }) => {
            // To ask each shader for its errors would hold up the page.
            gl.debug.checkShaderErrors = false
            gl.domElement.addEventListener('webglcontextlost', () => gl.domElement.isConnected && lost())
          }}
        >
          <StageView run={run} view={view} />
        </Canvas>
      </div>
      {caption !== null && <div className="picture-caption">{caption}</div>}
    </div>
  )
})

function at({ stage, rig, element }: Picture, clientX: number, clientY: number): string | null {
  const { left, top } = element.getBoundingClientRect()
  const { origin, direction } = rig.ray(clientX - left, clientY - top)
  return stage.pick(origin, direction)?.id ?? null
}

const keys = (rig: Picture['rig']): Record<string, () => void> => ({
  ArrowLeft: () => rig.nudge(-1, 0),
  ArrowRight: () => rig.nudge(1, 0),
  ArrowUp: () => rig.nudge(0, 1),
  ArrowDown: () => rig.nudge(0, -1),
  '+': () => rig.zoom(1.25),
  '=': () => rig.zoom(1.25),
  '-': () => rig.zoom(0.8),
  q: () => rig.turn(-0.2),
  e: () => rig.turn(0.2),
  f: () => rig.fit(true),
  ' ': () => playback.clock.toggle(),
  ',': () => playback.step(-1),
  '.': () => playback.step(1),
})
