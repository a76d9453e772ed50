/** The log's door to the time type, for folders that may not see the kernel. */
export { type SimTime, seconds, toSeconds } from '../kernel/time.ts'
