import type { Scenario, Station } from '../../scenarios/model.ts'
import { inflows, total } from '../facts/demand.ts'
import { pools, workPerUnit } from '../facts/pools.ts'
import { Facts } from '../facts/routes.ts'
import { decidingObjective, hasDueDates } from '../objective.ts'
import type { Candidate, Suggestion } from '../suggestion.ts'
import { percent } from '../wording.ts'

type Rule = Station['rule']

/** Where nothing can be sequenced beforehand, what can be chosen is how stations take the next unit. */
export function proposeRules(scenario: Scenario, whyNoList: string): Suggestion {
  const facts = new Facts(scenario)
  const loads = loadsOf(facts)
  const choices: { rule: Rule; stations: Station[]; why: string }[] = [
    {
      rule: 'setup',
      stations: scenario.stations.filter((station) => changesOver(facts, station)),
      why: 'keeps families together where changing over takes time',
    },
    {
      rule: 'edd',
      stations: hasDueDates(scenario) ? scenario.stations.filter((station) => hasChoice(facts, station)) : [],
      why: 'takes the order first that is due first',
    },
    { rule: 'spt', stations: scenario.stations.filter((station) => timesDiffer(facts, station)), why: 'takes the shortest work first' },
  ]
  const candidates = choices.flatMap(({ rule, stations }): Candidate[] => {
    const changed = stations.filter((station) => station.rule !== rule)
    if (changed.length === 0) return []
    const ids = new Set(changed.map(({ id }) => id))
    return [
      {
        id: `rule-${rule}`,
        patch: changed.map(({ id }) => ({ set: `stations.${id}.rule`, value: rule })),
        scenario: { ...scenario, stations: scenario.stations.map((station) => (ids.has(station.id) ? { ...station, rule } : station)) },
      },
    ]
  })
  const base = { aim: 'schedule', bound: null, boundFrom: null, gap: null } as const
  if (candidates.length === 0) {
    return {
      ...base,
      outcome: 'nothing',
      candidates,
      objective: scenario.objective,
      explanation: [whyNoList, 'No station has a choice that would matter: one kind of unit, or the rule it would get is the one it has.'],
    }
  }
  const busiest = [...loads].sort((a, b) => b.load - a.load)[0]
  const decision = decidingObjective(scenario, { keepsUp: (busiest?.load ?? 0) < 1, lateExpected: (busiest?.load ?? 0) > 0.5 })
  return {
    ...base,
    outcome: 'suggested',
    candidates,
    objective: decision.objective,
    explanation: [
      whyNoList,
      ...choices
        .filter(({ rule }) => candidates.some(({ id }) => id === `rule-${rule}`))
        .map(({ rule, stations, why }) => `Rule ${rule} at ${stations.map(({ title, id }) => title || id).join(', ')}: ${why}.`),
      ...(busiest ? [`The busiest step is ${busiest.name}, ${percent(busiest.load)} loaded: a rule matters where units wait.`] : []),
      'A rule has no bound; the simulation says what it does.',
      ...(decision.reason ? [decision.reason] : []),
    ],
  }
}

function loadsOf(facts: Facts): { name: string; load: number }[] {
  const grid = { step: facts.scenario.horizon / 100, steps: 100 }
  const all = pools(facts)
  const flows = inflows(facts, all, grid)
  return all.map((pool) => {
    const capacity = pool.stations.reduce((sum, { workingTime, rate }) => sum + workingTime.between(0, facts.scenario.horizon) * rate, 0)
    const work = flows.reduce((sum, { product, from, units }) => sum + total(units) * workPerUnit(facts, pool, product, from), 0)
    return { name: pool.name, load: capacity > 0 ? work / capacity : 0 }
  })
}

const passing = ({ scenario }: Facts, { id }: Station) =>
  scenario.products.flatMap((product) =>
    product.route.filter(({ stations }) => stations.includes(id)).map((operation) => ({ product, operation })),
  )

const hasChoice = (facts: Facts, station: Station) => passing(facts, station).length > 0

function changesOver(facts: Facts, station: Station): boolean {
  const families = new Set(passing(facts, station).map(({ product }) => product.family))
  return station.setups.length > 0 && families.size > 1
}

function timesDiffer(facts: Facts, station: Station): boolean {
  const times = passing(facts, station).map(({ operation }) => facts.secondsPerUnit(operation, station))
  return times.length > 1 && Math.max(...times) > 1.05 * Math.min(...times)
}
