import { z } from 'zod'
import { Reference } from './values.ts'

export const positive = z.number().gt(0).max(1e9)

/** Something that is taken from stock: by an operation for a unit, by a repair. */
export const Component = z.strictObject({
  item: Reference.describe('A material, or a product that is stocked.'),
  quantity: positive.optional().describe('How much for one unit. Default: 1.'),
})
