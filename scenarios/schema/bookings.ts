import { z } from 'zod'
import { Distribution } from './distribution.ts'
import { Duration, Ratio } from './values.ts'

export const LateBookings = z.strictObject({
  share: Ratio.optional().describe('Share of the bookings that are late. Default: 100 %.'),
  by: Distribution.describe('How long after it happened it is booked.'),
})

export const BookingErrors = z.strictObject({
  share: Ratio.describe('Share of the bookings that are wrong at first.'),
  twice: Ratio.optional().describe('Share of these that are booked twice; the others have a wrong quantity. Default: 0.'),
  factor: Distribution.optional().describe('What the right quantity is multiplied by. Default: uniform from 0.5 to 1.5.'),
  corrected: Distribution.optional().describe('How long after the booking it is put right. Default: 1 d.'),
})

export const Bookings = z.strictObject({
  of: z
    .array(z.enum(['received', 'consumed', 'produced', 'shipped', 'scrapped']))
    .min(1)
    .optional()
    .describe('Which bookings of material. Default: all of them.'),
  late: LateBookings.nullable().optional().describe('Some are made later. Default: none.'),
  batched: Duration.nullable().optional().describe('All are made together, so often, counted from the start. Default: each by itself.'),
  errors: BookingErrors.nullable().optional().describe('Some are wrong at first. Default: none.'),
})
