import type { Work } from '../test/sameness/hashes.ts'

/** Log hashes by a Node: the running one, or one of another version. */
export function inNode(work: Work, version?: string): Promise<{ readonly version: string; readonly hashes: readonly string[] }>
/** Log hashes by the main thread of a page in Chromium and by a worker of it. */
export function inChromium(work: Work): Promise<{ readonly main: readonly string[]; readonly worker: readonly string[] }>
