import { kpiCatalogue } from '../analysis/kpi/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { nearest } from '../scenarios/nearest.ts'
import { usage } from './problem.ts'

/** `leadTime`, or `queueLength:rack`: a KPI that the scenario has, of the plant where nothing else is said. Not said at all: its objective. */
export function kpiNamed(scenario: Scenario, written: string | undefined): { kpi: string; subject: string; unit: string } {
  const { objective } = scenario
  const [kpi = '', subject = 'plant'] = written === undefined ? [objective.kpi, objective.subject] : splitAtFirst(written)
  const catalogue = kpiCatalogue(scenario)
  const found = catalogue.find((one) => one.name === kpi && one.subject === subject)
  if (found) return { kpi, subject, unit: found.unit }
  const subjects = catalogue.filter((one) => one.name === kpi).map((one) => one.subject)
  if (subjects.length === 0) {
    const near = nearest(kpi, [...new Set(catalogue.map(({ name }) => name))])
    throw usage('--of', `${scenario.id} has no KPI \`${kpi}\``, near ? `did you mean ${near}?` : '`takt run --all` lists them')
  }
  const near = nearest(subject, subjects)
  throw usage('--of', `there is no ${kpi} of \`${subject}\``, near ? `did you mean ${kpi}:${near}?` : `write ${kpi}:${subjects[0]}`)
}

function splitAtFirst(written: string): string[] {
  const at = written.indexOf(':')
  return at < 0 ? [written] : [written.slice(0, at), written.slice(at + 1)]
}
