/** The page's door to the optimizer: a suggestion from a worker, and what makes a proof of it. */
export { comparable, withProof } from '../proposal.ts'
export type { Aim, Suggestion } from '../suggestion.ts'
export { proposeInBrowserWorker } from './in-browser.ts'
