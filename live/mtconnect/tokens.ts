/**
 * Cuts an SHDR line at its pipes. A value in double quotes may hold pipes, written `\|`; a quote that is not closed right before a pipe or
 * the end of the line is an ordinary character. Spaces around a value are not part of it.
 */
export function tokens(line: string): string[] {
  if (!line.includes('"')) return line.split('|').map((part) => part.trim())
  const quoted = /\s*"((?:[^"\\|]|\\.|"(?!\s*(?:\||$)))*)"\s*(?=\||$)/y
  const parts: string[] = []
  let at = 0
  while (at <= line.length) {
    quoted.lastIndex = at
    const match = quoted.exec(line)
    if (match) {
      parts.push(match[1]!.replace(/\\(.)/g, '$1').trim())
      at = quoted.lastIndex + 1
    } else {
      const pipe = line.indexOf('|', at)
      const end = pipe < 0 ? line.length : pipe
      parts.push(line.slice(at, end).trim())
      at = end + 1
    }
  }
  return parts
}
