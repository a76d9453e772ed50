import { playback } from './playback.ts'
import { counters } from './scene/counters.ts'
import { countersNow, type MarkSpot, markSpots, pictures } from './scene/pictures.ts'
import { type Look, useSession } from './session/store.ts'

/** What the page offers to tests and to the curious. Times are seconds. */
export interface TaktWindow {
  /** The first picture is drawn, or the table stands in for it. */
  readonly ready: Promise<void>
  readonly clock: {
    readonly now: number
    readonly end: number
    readonly playing: boolean
    seek(time: number): void
    play(): void
    pause(): void
    setSpeed(speed: number | 'auto'): void
  }
  select(id: string | null): void
  view(look: Look): void
  counters(): ReturnType<typeof countersNow>
  /** Where on the page each station's mark has nothing but its state's colour. */
  marks(): MarkSpot[]
  /** The simulation is done or the log is read, and timeline and charts are complete. */
  settled(): boolean
}

declare global {
  interface Window {
    takt: TaktWindow
  }
}

export function offerWindow() {
  const { clock } = playback
  window.takt = {
    ready: firstPicture(),
    clock: {
      get now() {
        return clock.now
      },
      get end() {
        return clock.end
      },
      get playing() {
        return clock.playing
      },
      seek: (time) => playback.seek(time),
      play: () => clock.play(),
      pause: () => clock.pause(),
      setSpeed: (speed) => clock.setSpeed(speed),
    },
    select: (id) => useSession.getState().select(id),
    view: (look) => useSession.getState().setLook(look),
    counters: countersNow,
    marks: markSpots,
    settled: () => playback.runs.length > 0 && playback.runs.every(({ growing, indexed }) => !growing && indexed),
  }
}

/** Looked for at every frame of the browser, and drawn at once where it is asked for. */
function firstPicture(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const { base, look: chosen } = useSession.getState()
      if (base && (chosen === 'table' || (pictures.size > 0 && counters.frames > 0))) resolve()
      else requestAnimationFrame(look)
    }
    look()
  })
}
