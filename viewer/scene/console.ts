import { setConsoleFunction } from 'three'

/** React Three Fiber still makes a clock of a kind that three gave up. Nobody here reads it, and whoever opens the page cannot help it. */
const KNOWN = 'THREE.Clock: This module has been deprecated.'

/** What three says goes on to the console, but for what is known. */
export function listenToThree() {
  setConsoleFunction((type, message, ...more) => {
    if (!message.startsWith(KNOWN)) console[type](message, ...more)
  })
}
