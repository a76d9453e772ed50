/** How every browser test starts Chromium. */
export const launchFlags: string[]
/** The path of a Chromium, or undefined; throws when $CHROMIUM_PATH names none. */
export function findChromium(): string | undefined
