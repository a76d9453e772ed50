/** Did the watcher ask for less movement? */
export const reducedMotion = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

/** Stored for the next visit, where the browser allows it. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`takt.${key}`)
  } catch {
    return null
  }
}

export function remember(key: string, value: string) {
  try {
    localStorage.setItem(`takt.${key}`, value)
  } catch {
    // A browser that stores nothing still shows everything.
  }
}
