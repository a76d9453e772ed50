import type { Findings } from './findings.ts'
import type { Order, Scenario, Source } from './model.ts'
import { remarkOnNoEffect } from './no-effect.ts'
import { writeDuration } from './units.ts'

/** What is not wrong, and hardly what was meant: orders that are late before they begin, demand that never comes within the run, options without effect. */
export function remark(scenario: Scenario, findings: Findings) {
  const { orders, sources, horizon } = scenario
  remarkOnNoEffect(scenario, findings)
  const end = `when the run of ${writeDuration(horizon)} is over`
  for (const { list, key, things, message, remedy } of [
    {
      list: 'orders',
      key: 'due',
      things: orders.map((one) => isLateFromTheStart(one) && one),
      message: 'due before released, and so late whatever the plant does',
      remedy: 'check `due` and `release`: both count from the start of the run',
    },
    {
      list: 'orders',
      key: 'release',
      things: orders.map((one) => one.release >= horizon && one),
      message: `released ${end}: nothing of that is made`,
      remedy: 'run longer, or release earlier',
    },
    {
      list: 'sources',
      key: 'start',
      things: sources.map((one) => one.start >= horizon && one),
      message: `begun ${end}: nothing comes from there`,
      remedy: 'run longer, or start earlier',
    },
  ])
    one(list, key, things, message, remedy)

  /** One remark for all of a kind, at the first of them: order books are long. */
  function one(list: string, key: string, things: readonly (Order | Source | false)[], message: string, remedy: string) {
    const found = things.filter((thing) => thing !== false)
    const [first] = found
    if (first === undefined) return
    const [what, others, are] = [
      list.slice(0, -1),
      found.length > 1 ? ` and ${found.length - 1} more` : '',
      found.length > 1 ? 'are' : 'is',
    ]
    findings.add([list, things.indexOf(first), key], `${what} \`${first.id}\`${others} ${are} ${message}`, remedy)
  }
}

const isLateFromTheStart = ({ due, release, completed, quantity }: Order) => due !== null && due < release && completed < quantity
