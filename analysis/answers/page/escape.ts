/**
 * Text from a log as it may stand in a page, between tags or in a quoted attribute: nothing in it is a tag, an entity or the end of an attribute; what
 * would turn the direction of reading, or cannot be seen, is written out as `\u202e`.
 */
export const escaped = (text: string): string =>
  text
    .replace(UNSEEN, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/[&<>"'`]/g, (found) => ENTITIES[found]!)

const UNSEEN = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }
