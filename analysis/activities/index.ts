/** Which of the 32 activities of ISA-95 a log shows, and what its four areas did to each other. */
export { coverageDocument } from './document.ts'
export { LINK_ENDS, type Link, type LinkKind, type Links, linksOf, unknownReferences } from './links.ts'
export { ACTIVITIES, type Activity, AREAS, type Area, type Cell, coverageOf } from './matrix.ts'
