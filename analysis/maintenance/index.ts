/** How healthy equipment is, what is left of its life, and warnings before it fails. */
export { type Asset, type Assets, assetsOf } from './assets.ts'
export { poissonRate, type WarningFigures, warningFigures } from './warning-figures.ts'
export { type EquipmentWarning, type WarningOptions, type WarningRule, warningsAbout, warningsOf } from './warnings.ts'
export { type Zone, type ZoneLimits, zoneOf } from './zones.ts'
