import type { Language } from '../report/words.ts'
import type { Answer } from './answer.ts'
import { equipmentOf } from './equipment.ts'
import type { Facts } from './facts.ts'
import { goodOf } from './good.ts'
import { fromThePast } from './lead-times.ts'
import { makingOf } from './making.ts'
import { RecordNumbers } from './numbers.ts'
import { outputOf } from './optimum.ts'
import { stockAnswerOf } from './stock.ts'
import { tracedOf } from './traced.ts'
import { writeEquipment, writeGood, writeMaking, writeTrace, writeWhen } from './write-execution.ts'
import { writeImprove, writeOptimum, writeStock, writeWaste } from './write-operations.ts'
import { Writer } from './writer.ts'

/** The nine answers, in the order of `QUESTIONS`, in each of the languages. From the log alone, but for forecasts that were given. */
export function answersOf<L extends Language>(facts: Facts, ...languages: readonly L[]): Readonly<Record<L, readonly Answer[]>> {
  const { record, scenario, report } = facts
  const found = {
    making: makingOf(record, scenario),
    past: fromThePast(record, scenario),
    good: goodOf(record, scenario, report),
    equipment: equipmentOf(record, scenario, report),
    traced: tracedOf(record, scenario),
    stock: stockAnswerOf(record, scenario),
    output: outputOf(record),
  }
  const numbers = new RecordNumbers()
  const write = (language: L): readonly Answer[] => {
    const writer = new Writer(facts, language, numbers)
    return [
      writeMaking(writer, found.making, facts),
      writeWhen(writer, found.past, facts),
      writeGood(writer, found.good, facts),
      writeEquipment(writer, found.equipment, facts),
      writeTrace(writer, found.traced),
      writeStock(writer, found.stock, facts),
      writeOptimum(writer, found.output, facts),
      writeWaste(writer, facts),
      writeImprove(writer, facts),
    ]
  }
  // Once to learn which records are spoken of, and, when they are found, for good.
  const [first] = languages
  if (first !== undefined) write(first)
  numbers.look(facts.log)
  return Object.fromEntries(languages.map((language) => [language, write(language)])) as Record<L, readonly Answer[]>
}
