import type { DataItem, Device } from './devices.ts'

/** A key of a recording, and what the device file says of it. Items the file does not know are made up on the spot, with type `?`. */
export interface Key {
  readonly index: number
  readonly item: DataItem
  readonly described: boolean
  /** Whether a line has called it by its source or name, or, lacking both, by its id. */
  named: boolean
  /** Whether a line has called it by its id, although it has a name. */
  calledById: boolean
}

/**
 * The keys one device's lines may use. An adapter names a data item by its source, name or id, in that order of precedence; what the file
 * does not describe is kept under a key of its own.
 */
export class Keys {
  readonly device: Device
  readonly all: Key[] = []
  readonly #byName = new Map<string, Key>()

  constructor(device: Device) {
    this.device = device
    const keys = device.items.map((item) => this.#add(item, true))
    for (const name of ['source', 'name', 'id'] as const) {
      for (const key of keys) {
        const text = key.item[name]
        if (text !== null && !this.#byName.has(text)) this.#byName.set(text, key)
      }
    }
    // Agents add these three to every device, and record them under these names.
    for (const [ending, type] of [
      ['asset_chg', 'ASSET_CHANGED'],
      ['asset_rem', 'ASSET_REMOVED'],
      ['asset_count', 'ASSET_COUNT'],
    ] as const) {
      const name = `${device.name}_${ending}`
      if (!this.#byName.has(name)) this.#byName.set(name, this.#add(made(name, type), true))
    }
  }

  /** The key a line calls so. */
  find(name: string): Key | undefined {
    const key = this.#byName.get(name)
    if (key === undefined) return undefined
    const { id, name: own, source } = key.item
    if (name === id && name !== source && own !== null && name !== own) key.calledById = true
    else key.named = true
    return key
  }

  /** The key, made up where the device file does not describe it. */
  findOrAdd(name: string, type = '?', described = false): Key {
    const found = this.find(name)
    if (found) return found
    const key = this.#add(made(name, type), described)
    key.named = true
    this.#byName.set(name, key)
    return key
  }

  #add(item: DataItem, described: boolean): Key {
    const key = { index: this.all.length, item, described, named: false, calledById: false }
    this.all.push(key)
    return key
  }
}

function made(name: string, type: string): DataItem {
  return { id: name, name, source: null, type, subType: null, category: 'EVENT', representation: 'VALUE', path: [] }
}
