import { OrderDocument } from '../production/document.ts'
import { clockOf } from './format.ts'
import type { Report } from './report.ts'
import type { Section } from './section.ts'
import type { Language } from './words.ts'

/** How many reasons the table shows. */
const MOST = 8

/** How far orders are, and what made them late; none where the log tells of no orders. */
export function orderSections(report: Report, language: Language): readonly Section[] {
  if (report.orders === null) return []
  const writes = new OrderDocument(language, clockOf(report))
  const together = writes.together(report.orders.reasons, MOST)
  return [{ ...together, title: report.orders.late > 0 ? together.title : writes.title, sentences: writes.summary(report.orders) }]
}
