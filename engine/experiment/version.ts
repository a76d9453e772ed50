import { version } from '../../package.json'

export { RNG_VERSION } from '../random/index.ts'

/** Takt's own version; it goes into every result. */
export const VERSION = version
