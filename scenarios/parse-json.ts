import { problemAt } from './findings.ts'
import { limits } from './limits.ts'
import { duplicateKey, forbiddenKey, forbiddenKeys, tooDeep } from './parse-rules.ts'
import type { Problem, Problems } from './problem.ts'
import { type Field, leaf, list, map, type Spot, type Tree } from './tree.ts'

/**
 * Strict JSON with positions, many times faster than as YAML: for plants and order books that a program wrote. `stuck` says where the text
 * stops being strict JSON; it may still be YAML.
 */
export function parseJson(text: string, file: string): { tree: Tree } | Problems | { stuck: Problem } {
  const reader = new JsonReader(text, file)
  try {
    const tree = reader.document()
    return reader.problems.length > 0 ? { problems: reader.problems } : { tree }
  } catch (error) {
    if (error === notJson) return { stuck: reader.stuck() }
    if (error === stop) return { problems: reader.problems }
    throw error
  }
}

/** Thrown to leave the recursion; caught above, never seen outside. */
const notJson = new Error('not strict JSON')
const stop = new Error('refused')

class JsonReader {
  readonly problems: Problem[] = []
  readonly #text: string
  readonly #file: string
  #at = 0
  #line = 1
  #lineStart = 0
  #depth = 0

  constructor(text: string, file: string) {
    this.#text = text
    this.#file = file
    if (text.startsWith('\ufeff')) this.#at = 1
  }

  document(): Tree {
    this.#space()
    const tree = this.#value()
    this.#space()
    if (this.#at < this.#text.length) throw notJson
    return tree
  }

  /** What stands where the text stopped being JSON. */
  stuck(): Problem {
    const found = this.#text[this.#at]
    const word = found === undefined ? undefined : /^[\w.+-]+|^./su.exec(this.#text.slice(this.#at, this.#at + 40))?.[0]
    return problemAt(
      this.#spot(),
      word === undefined ? 'this is not JSON: it ends too early' : `this is not JSON: \`${word}\` cannot stand here`,
      remedyFor(found),
    )
  }

  #value(): Tree {
    const spot = this.#spot()
    const character = this.#text[this.#at]
    if (character === '{') return this.#object(spot)
    if (character === '[') return this.#array(spot)
    if (character === '"') return leaf(spot, this.#string())
    if (this.#word('true')) return leaf(spot, true)
    if (this.#word('false')) return leaf(spot, false)
    if (this.#word('null')) return leaf(spot, null)
    return leaf(spot, this.#number(spot))
  }

  #object(at: Spot): Tree {
    this.#deeper(at)
    const fields = new Map<string, Field>()
    this.#at++
    this.#space()
    if (!this.#take('}')) {
      do {
        this.#space()
        const key = this.#spot()
        const name = this.#string()
        const first = fields.get(name)
        if (first !== undefined) this.problems.push(duplicateKey(key, name, first.key))
        if (forbiddenKeys.has(name)) this.problems.push(forbiddenKey(key, name))
        this.#space()
        this.#expect(':')
        this.#space()
        const tree = this.#value()
        if (first === undefined && !forbiddenKeys.has(name)) fields.set(name, { key, tree })
        this.#space()
      } while (this.#take(','))
      this.#expect('}')
    }
    this.#depth--
    return map(at, fields)
  }

  #array(at: Spot): Tree {
    this.#deeper(at)
    const items: Tree[] = []
    this.#at++
    this.#space()
    if (!this.#take(']')) {
      do {
        this.#space()
        items.push(this.#value())
        this.#space()
      } while (this.#take(','))
      this.#expect(']')
    }
    this.#depth--
    return list(at, items)
  }

  #string(): string {
    const text = this.#text
    if (text[this.#at] !== '"') throw notJson
    let end = this.#at + 1
    let escaped = false
    for (; text[end] !== '"'; end++) {
      if (text[end] === '\\') {
        escaped = true
        end++
      }
      if (end >= text.length || text.charCodeAt(end) < 32) throw notJson
    }
    const raw = text.slice(this.#at, end + 1)
    this.#at = end + 1
    if (!escaped) return raw.slice(1, -1)
    try {
      return String(JSON.parse(raw))
    } catch {
      throw notJson
    }
  }

  #number(spot: Spot): number {
    const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
    pattern.lastIndex = this.#at
    const [word] = pattern.exec(this.#text) ?? []
    if (word === undefined) throw notJson
    this.#at += word.length
    const value = Number(word)
    if (!Number.isFinite(value)) this.problems.push(problemAt(spot, `the number ${word} is too large`, 'write a number of ordinary size'))
    return value
  }

  #word(word: string) {
    if (!this.#text.startsWith(word, this.#at)) return false
    this.#at += word.length
    return true
  }

  #take(character: string) {
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  #expect(character: string) {
    if (!this.#take(character)) throw notJson
  }

  #space() {
    for (; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === 10) {
        this.#line++
        this.#lineStart = this.#at + 1
      } else if (code !== 32 && code !== 9 && code !== 13) return
    }
  }

  #deeper(spot: Spot) {
    if (++this.#depth <= limits.depth) return
    this.problems.push(tooDeep(spot))
    throw stop
  }

  #spot(): Spot {
    return { file: this.#file, line: this.#line, column: this.#at - this.#lineStart + 1 }
  }
}

function remedyFor(found: string | undefined): string {
  if (found === undefined) return 'close every `{`, `[` and `"`'
  if (found === '}' || found === ']') return 'remove the comma before it, or write what is missing'
  if (found === '/' || found === '#') return 'JSON has no comments: remove it, or write YAML and name the file .yaml'
  if (found === '"') return 'close the text, and put a comma before it'
  return 'write strict JSON, with names and texts in double quotes and a comma between elements; or write YAML and name the file .yaml'
}
