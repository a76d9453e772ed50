import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Scenario } from './model.ts'

/**
 * `sha256:…` of the normal form: two files that mean the same have the same hash, whatever the order of their keys. Lists keep their
 * order, which is part of the meaning.
 */
export function scenarioHash(scenario: Scenario): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(scenario))))}`
}

/** JSON without spaces, keys in the order of their UTF-16 codes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, item]) => item !== undefined)
    fields.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}
