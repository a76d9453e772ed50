import picocolors from 'picocolors'

const { env, stdout, stderr } = process
const asked = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== '0'
const refused = Boolean(env.NO_COLOR)
const watched = stdout.isTTY === true && stderr.isTTY === true && env.TERM !== 'dumb'

/** Colours where a person looks at a terminal, and nowhere else: a file or a pipe gets plain text, in a CI job too. NO_COLOR and FORCE_COLOR have the last word. */
export const colours = picocolors.createColors(!refused && (asked || watched))
