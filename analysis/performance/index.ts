/** The elements of ISO 22400-2 by work unit, line, area or plant, over shifts, days, weeks or the whole log, with the records behind them. */
export { explanation, kpiDocument } from './document.ts'
export { basis, type Evidence, evidenceOf } from './evidence.ts'
export { figuresOf, type IsoFigure } from './figures.ts'
export { type Performance, performanceOf } from './performance.ts'
export { type By, type Scope, scopesOf } from './scopes.ts'
export { type Per, type Span, spansOf } from './spans.ts'
