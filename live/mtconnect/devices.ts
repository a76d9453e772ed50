import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml'

/** A machine as its agent describes it (MTConnect Device). */
export interface Device {
  readonly id: string
  /** Its uuid or id where the file gives no name. */
  readonly name: string
  readonly uuid: string
  readonly manufacturer: string
  readonly model: string
  readonly serialNumber: string
  readonly description: string
  /** Types of its components, once each: Linear, Rotary, Path … */
  readonly components: readonly string[]
  /** Names of its linear axes. */
  readonly linearAxes: readonly string[]
  readonly items: readonly DataItem[]
}

/** Something a machine reports (MTConnect DataItem). */
export interface DataItem {
  readonly id: string
  readonly name: string | null
  /** What an adapter calls it, where that is not its name. */
  readonly source: string | null
  readonly type: string
  readonly subType: string | null
  readonly category: 'SAMPLE' | 'EVENT' | 'CONDITION'
  /** VALUE, TIME_SERIES, DATA_SET, TABLE, DISCRETE. */
  readonly representation: string
  /** Types of the components it belongs to, outermost first; empty at the device itself. */
  readonly path: readonly string[]
}

export type DevicesOutcome =
  | { readonly kind: 'devices'; readonly devices: readonly Device[]; readonly skipped: readonly string[] }
  | { readonly kind: 'refused'; readonly line?: number; readonly column?: number; readonly message: string; readonly remedy: string }

/**
 * Reads a Devices.xml (what an agent answers to /probe) of any MTConnect version. Namespaces and prefixes are looked past; entities of
 * a DOCTYPE are never expanded. A data item without id, type or category is skipped, and named.
 */
export function readDevices(xml: string): DevicesOutcome {
  const root = parse(xml)
  if (!(root instanceof XmlElement)) return root
  if (local(root.name) !== 'MTConnectDevices') {
    const what = local(root.name)
    const other =
      what === 'MTConnectStreams'
        ? 'values, not a description'
        : what === 'MTConnectError'
          ? 'an error of the agent'
          : 'no description of devices'
    return refuse(`its root is <${root.name}>: that is ${other}`, 'save what the agent answers to /probe, whose root is <MTConnectDevices>')
  }
  const skipped: string[] = []
  const devices = descendants(root, 'Device').map((element) => device(element, skipped))
  if (devices.length === 0) return refuse('it describes no device', 'save what the agent answers to /probe')
  return { kind: 'devices', devices, skipped }
}

function parse(xml: string): XmlElement | Extract<DevicesOutcome, { kind: 'refused' }> {
  try {
    const { root } = parseXml(xml.replace(/^\uFEFF/, ''))
    return root ?? refuse('it is empty', 'save what the agent answers to /probe')
  } catch (error) {
    if (error instanceof XmlError) {
      const [what = ''] = error.message.split('\n')
      const remedy = what.startsWith('Named entity')
        ? 'entities of a DOCTYPE are not expanded: write the text itself, or save the file anew from the agent'
        : 'save it anew from the agent, or mend it in an XML editor'
      return {
        kind: 'refused',
        line: error.line,
        column: error.column,
        message: `it is not XML: ${what.replace(/ \(line .*/, '')}`,
        remedy,
      }
    }
    // The parser is recursive: nesting that no description needs exhausts the stack.
    if (error instanceof RangeError) return refuse('it is nested too deeply to be read', 'save it anew from the agent')
    throw error
  }
}

const refuse = (message: string, remedy: string) => ({ kind: 'refused', message, remedy }) as const

function device(element: XmlElement, skipped: string[]): Device {
  const id = attribute(element, 'id') ?? ''
  const uuid = attribute(element, 'uuid') ?? ''
  const name = attribute(element, 'name') ?? (uuid || id)
  const description = children(element).find((child) => local(child.name) === 'Description')
  const items: DataItem[] = []
  const components = new Set<string>()
  const linearAxes: string[] = []
  collect(element, [])
  return {
    id,
    name,
    uuid,
    manufacturer: (description && attribute(description, 'manufacturer')) ?? '',
    model: (description && attribute(description, 'model')) ?? '',
    serialNumber: (description && attribute(description, 'serialNumber')) ?? '',
    description: description?.text.replace(/\s+/g, ' ').trim() ?? '',
    components: [...components],
    linearAxes,
    items,
  }

  function collect(parent: XmlElement, path: readonly string[]) {
    for (const child of children(parent)) {
      const tag = local(child.name)
      if (tag === 'DataItems') for (const item of children(child)) readItem(item, path)
      else if (tag === 'Components') {
        for (const component of children(child)) {
          const type = local(component.name)
          components.add(type)
          if (type === 'Linear') linearAxes.push((attribute(component, 'name') ?? attribute(component, 'nativeName') ?? '').toUpperCase())
          collect(component, [...path, type])
        }
      }
    }
  }

  function readItem(element: XmlElement, path: readonly string[]) {
    if (local(element.name) !== 'DataItem') return
    const id = attribute(element, 'id')
    const type = attribute(element, 'type')
    const category = attribute(element, 'category')?.toUpperCase()
    if (!id || !type || (category !== 'SAMPLE' && category !== 'EVENT' && category !== 'CONDITION')) {
      skipped.push(`${name}: data item ${id ?? attribute(element, 'name') ?? '(without id)'}`)
      return
    }
    const source = children(element)
      .find((child) => local(child.name) === 'Source')
      ?.text.trim()
    items.push({
      id,
      name: attribute(element, 'name') ?? null,
      source: source || null,
      type,
      subType: attribute(element, 'subType') ?? null,
      category,
      representation: attribute(element, 'representation') ?? 'VALUE',
      path,
    })
  }
}

function children(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => child instanceof XmlElement)
}

function descendants(element: XmlElement, name: string): XmlElement[] {
  return children(element).flatMap((child) => (local(child.name) === name ? [child] : descendants(child, name)))
}

/** An attribute whatever its prefix; an empty one counts as absent. */
function attribute(element: XmlElement, name: string): string | undefined {
  const key = Object.keys(element.attributes).find((one) => local(one) === name)
  return (key !== undefined && element.attributes[key]?.trim()) || undefined
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
