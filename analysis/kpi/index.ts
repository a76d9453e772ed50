/** Key figures: which a scenario has (`kpiCatalogue`), their numbers for a tally (`kpiValues`), and what they mean (`KPI_DEFINITIONS`). */
export { type KpiKey, kpiCatalogue } from './catalogue.ts'
export { KPI_DEFINITIONS, type KpiDefinition, kpiDefinition } from './definitions.ts'
export { ELEMENT_MEANING, ELEMENTS, type ElementName, type Elements, isTime, type Unknown } from './elements.ts'
export { ISO_KPIS, type IsoKpi, type IsoOptions, isoKpi, isoValue, mtbf, usesOf } from './iso-kpis.ts'
export { kpiValues } from './values.ts'
