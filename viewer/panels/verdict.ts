import type { Verdict } from '../../engine/worker/page.ts'

/** The verdict as part of a text's key. */
export const verdictKey = (verdict: Verdict) => (verdict === 'no difference shown' ? 'none' : verdict)
