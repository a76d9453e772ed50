import { playback } from '../playback.ts'
import { useMoment } from './store.ts'

/** Lets the panels' moment follow the clock; only where something is there to see anew. */
export function followClock() {
  playback.onPanels((time) => useMoment.setState(({ beat }) => ({ time, beat: beat + 1 })))
}
