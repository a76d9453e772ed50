import { useEffect, useMemo, useReducer, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run } from './feed/run.ts'
import { type Clockwork, Format } from './format.ts'
import type { Language } from './i18n/index.ts'
import { playback } from './playback.ts'
import { counters } from './scene/counters.ts'
import { useMoment } from './session/store.ts'

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'zh' ? 'zh' : 'en'
}

export function useFormat(scenario: Clockwork): Format {
  const language = useLanguage()
  return useMemo(() => new Format(language, scenario), [language, scenario])
}

/** The moment that panels show. Renders at most four times a second, and counts that it did. */
export function useTime(): number {
  const time = useMoment((moment) => moment.time)
  useMoment((moment) => moment.beat)
  useEffect(countPanelCommit)
  return time
}

/** Renders again when play, pause, speed, direction or the end of time changes. */
export function useClock() {
  const { clock } = playback
  useSyncExternalStore(clock.subscribe, () => `${clock.playing} ${clock.direction} ${clock.speed} ${clock.live} ${clock.end > clock.start}`)
  return clock
}

/** Renders again when a run has grown, at most four times a second. */
export function useGrowth(run: Run | null) {
  const [, grown] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    if (!run) return
    let due = 0
    const unsubscribe = run.subscribe(() => {
      if (due !== 0) return
      due = window.setTimeout(() => {
        due = 0
        grown()
      }, 300)
    })
    return () => {
      window.clearTimeout(due)
      unsubscribe()
    }
  }, [run])
  useEffect(countPanelCommit)
}

let counted = false

/** However many panels a commit touches, it is one commit. */
function countPanelCommit() {
  if (counted) return
  counted = true
  counters.panelCommits++
  queueMicrotask(() => {
    counted = false
  })
}
