import { basename } from 'node:path'
import type { Device } from './devices.ts'

export type WhichDevice =
  | { readonly kind: 'found'; readonly device: Device }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly names: readonly string[] }

/** The device called so: by name, uuid or id, as written or else whatever the case. */
export function deviceCalled(name: string, devices: readonly Device[]): WhichDevice {
  const wanted = name.toLowerCase()
  const exact = devices.filter((device) => namesOf(device).includes(name))
  return one(exact.length > 0 ? exact : devices.filter((device) => namesOf(device).some((own) => own.toLowerCase() === wanted)))
}

/**
 * The device whose name, uuid or id stands in a file's name, set off from letters and digits: GFAgie01 of `GFAgie01-20161101.txt.gz`. A name
 * at the beginning wins over one further on, and a longer one over a shorter.
 */
export function deviceOfFile(path: string, devices: readonly Device[]): WhichDevice {
  const file = basename(path).toLowerCase()
  const found = devices.flatMap((device) => {
    const places = namesOf(device).flatMap((name) => {
      const at = placeOf(name.toLowerCase(), file)
      return at < 0 ? [] : [{ first: at === 0, length: name.length }]
    })
    return places.length === 0
      ? []
      : [{ device, first: places.some(({ first }) => first), length: Math.max(...places.map(({ length }) => length)) }]
  })
  const first = found.some((one) => one.first) ? found.filter((one) => one.first) : found
  const longest = Math.max(...first.map(({ length }) => length))
  return one(first.filter(({ length }) => length === longest).map(({ device }) => device))
}

const namesOf = ({ name, uuid, id }: Device) => [name, uuid, id].filter((text) => text !== '')

function placeOf(name: string, file: string): number {
  const isPart = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char)
  for (let at = file.indexOf(name); at >= 0; at = file.indexOf(name, at + 1)) {
    if (!isPart(file[at - 1]) && !isPart(file[at + name.length])) return at
  }
  return -1
}

function one(devices: readonly Device[]): WhichDevice {
  const [device] = devices
  if (device === undefined) return { kind: 'none' }
  return devices.length === 1 ? { kind: 'found', device } : { kind: 'several', names: devices.map(({ name }) => name) }
}
