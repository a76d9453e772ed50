import { version } from '../../package.json'

/** Takt's own version; it goes into every result. */
export const VERSION = version
