import { colours } from './colours.ts'

/**
 * Text from files as a terminal may show it: what would steer the terminal (ESC, NUL and the like) or turn the direction of reading stands there
 * escaped, as `\u001b`. Line ends, tabs and the colours that Takt itself uses stay.
 */
export function printable(text: string): string {
  return text.replace(STEERING, (found) => (OWN_COLOURS.has(found) ? found : [...found].map(escaped).join('')))
}

/** A colour is looked at as a whole, any other character by itself. */
const STEERING = /\p{Cc}\[\d{1,2}m|(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu

/** What they put before and behind a text; nothing where there is no terminal. */
const OWN_COLOURS = new Set(
  [colours.bold, colours.dim, colours.red, colours.green, colours.yellow].flatMap((colour) => colour(' ').split(' ')),
)

const escaped = (character: string) =>
  /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(character) ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character
