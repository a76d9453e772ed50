import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(max-width: 760px)')

const subscribe = (changed: () => void) => {
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}

/** A page as narrow as a phone's, where the plant is seen from above and answers come first. */
export const usePhone = () => useSyncExternalStore(subscribe, () => narrow.matches)
