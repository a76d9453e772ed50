import type { Findings } from '../findings.ts'
import type { Scenario } from '../model.ts'
import type { Broken } from '../structure.ts'
import { checkBackflush } from './backflush.ts'
import { checkEquipment } from './equipment.ts'
import { checkHolds } from './holds.ts'
import { checkLoops } from './loops.ts'
import { checkOutside } from './outside.ts'
import { checkPeople } from './people.ts'
import { checkPresent } from './present.ts'
import { checkProducts } from './products.ts'
import { checkQuality } from './quality.ts'
import { books, checkObjective } from './references.ts'
import { checkSources } from './sources.ts'
import { checkStores } from './stores.ts'
import { checkTransfers } from './transfers.ts'
import { checkTransport } from './transport.ts'
import { checkVersions } from './versions.ts'
import { checkWork } from './work.ts'

/** Everything that no single value can be wrong about: names that nothing has, names given twice, circles, work that cannot be done. */
export function check(scenario: Scenario, findings: Findings, broken: Broken) {
  if (scenario.stations.length + scenario.sources.length + scenario.orders.length === 0 && broken.size === 0)
    findings.add([], 'nothing is in the plant: no station, no source and no order', 'add a `flow`, or `stations`, `products` and `sources`')
  const all = books(scenario, findings, broken)
  for (const [i, { supplier }] of scenario.materials.entries())
    if (supplier !== null) all.suppliers.find(supplier, ['materials', i, 'supplier'])
  checkTransfers(scenario, all, findings)
  checkBackflush(scenario, all, findings)
  checkEquipment(scenario, all, findings)
  checkOutside(scenario, all, findings)
  checkPeople(scenario, all, findings)
  checkProducts(scenario, all, findings)
  checkQuality(scenario, all, findings)
  checkSources(scenario, all, findings)
  checkStores(scenario, all, findings)
  checkTransport(scenario, all, findings)
  checkVersions(scenario, all, findings)
  checkWork(scenario, all, findings)
  for (const [i, { calendar }] of (scenario.energy?.bands ?? []).entries()) all.calendars.find(calendar, ['energy', 'bands', i, 'calendar'])
  checkPresent(scenario, all, findings)
  checkLoops(scenario, all, findings)
  checkHolds(scenario, all, findings)
  checkObjective(scenario, all, findings)
}
