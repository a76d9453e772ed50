import { z } from 'zod'
import { limits } from '../../scenarios/limits.ts'
import { Component } from '../../scenarios/schema/component.ts'
import { Conveyor, Stoppage } from '../../scenarios/schema/conveyor.ts'
import { Distribution, DistributionObject } from '../../scenarios/schema/distribution.ts'
import { Objective, ScenarioDocument } from '../../scenarios/schema/document.ts'
import { Flow, PatchList, ScenarioInputFile } from '../../scenarios/schema/file.ts'
import { Loop } from '../../scenarios/schema/loop.ts'
import { Calendar, Crew, DispatchJob, DispatchList, Fault, InitialUnits, Need, Person, Shift } from '../../scenarios/schema/people.ts'
import { Material, MaxWait, Mrp, Operation, Order, Product, ReceivingInspection, Source, Supplier } from '../../scenarios/schema/product.ts'
import { Characteristic, Defect, DefectEffect, Measure, Parameter, ParameterSetting } from '../../scenarios/schema/quality.ts'
import { Alternative, Attribute, Branch, Choice, Condition } from '../../scenarios/schema/routing.ts'
import {
  Area,
  Batch,
  Buffer,
  Campaign,
  FailureMode,
  MaintenanceTask,
  Pose,
  Rework,
  SetupRule,
  Signal,
  Sink,
  StartUp,
  Station,
  Test,
} from '../../scenarios/schema/station.ts'
import { ClockTime, Duration, Id, Length, Moment, Rate, Ratio, Reference } from '../../scenarios/schema/values.ts'

type Schema = z.core.$ZodType

/** Values that every table speaks of. */
const values: readonly (readonly [string, Schema])[] = [
  ['duration', Duration],
  ['moment', Moment],
  ['rate', Rate],
  ['ratio', Ratio],
  ['length', Length],
  ['time of day', ClockTime],
  ['distribution', Distribution],
  ['id', Id],
  ['id', Reference],
]

/** Maps with a table of their own, in the order of the page. */
const tables: readonly (readonly [title: string, schema: z.ZodObject, key: string])[] = [
  ['Objective', Objective, 'objective'],
  ['Areas', Area, 'areas'],
  ['Products', Product, 'products'],
  ['Operations', Operation, 'route'],
  ['Longest wait', MaxWait, 'maxWait'],
  ['Branches', Branch, 'next'],
  ['Conditions', Condition, 'when'],
  ['Choice among stations', Choice, 'choose'],
  ['Alternatives', Alternative, 'at'],
  ['Attributes of units', Attribute, 'attributes'],
  ['Components', Component, 'components'],
  ['Rework', Rework, 'rework'],
  ['Settings of parameters', ParameterSetting, 'route.parameters'],
  ['Characteristics', Characteristic, 'characteristics'],
  ['Defects', Defect, 'defects'],
  ['What makes defects likely', DefectEffect, 'effects'],
  ['Tests', Test, 'test'],
  ['Measurements', Measure, 'measures'],
  ['Materials', Material, 'materials'],
  ['Planning of requirements', Mrp, 'mrp'],
  ['Inspection of deliveries', ReceivingInspection, 'inspection'],
  ['Suppliers', Supplier, 'suppliers'],
  ['Sources', Source, 'sources'],
  ['Orders', Order, 'orders'],
  ['Stations', Station, 'stations'],
  ['Batches', Batch, 'batch'],
  ['Needs of people', Need, 'needs'],
  ['Set-ups', SetupRule, 'setups'],
  ['Start-up', StartUp, 'startUp'],
  ['Campaigns', Campaign, 'campaign'],
  ['Failures', FailureMode, 'failures'],
  ['Maintenance', MaintenanceTask, 'maintenance'],
  ['Signals of wear', Signal, 'signals'],
  ['Parameters', Parameter, 'parameters'],
  ['Buffers', Buffer, 'buffers'],
  ['Sinks', Sink, 'sinks'],
  ['Conveyors', Conveyor, 'conveyors'],
  ['Failures of a conveyor', Stoppage, 'conveyors.failures'],
  ['Crews', Crew, 'crews'],
  ['Persons', Person, 'persons'],
  ['Calendars', Calendar, 'calendars'],
  ['Shifts', Shift, 'shifts'],
  ['Release control', Loop, 'loops'],
  ['Units at the start', InitialUnits, 'initial'],
  ['Dispatch lists', DispatchList, 'dispatch'],
  ['Jobs', DispatchJob, 'jobs'],
  ['Faults', Fault, 'faults'],
  ['Poses', Pose, 'pose'],
]

/** The reference of the language, made of what its schema says of every key. */
export function reference(): string {
  const { extends: base, patch, flow } = ScenarioInputFile.shape
  return [
    '# Every key of a scenario',
    'Made from the schema by `npx vitest run test/scenarios/reference.test.ts -u`; [scenario.md](scenario.md) explains the language. Bold keys are required.',
    table('The file', { ...ScenarioDocument.shape, extends: base, patch, flow }),
    ...tables.map(([title, { shape }, key]) => table(`${title}: \`${key}\``, shape)),
    distributions(),
    limitsTable(),
    '',
  ].join('\n\n')
}

function table(title: string, shape: Record<string, Schema>): string {
  const rows = Object.entries(shape).map(([key, schema]) => {
    const name = schema instanceof z.ZodOptional ? `\`${key}\`` : `**\`${key}\`**`
    return `| ${name} | ${cell(form(schema))} | ${cell(description(schema))} |`
  })
  return `## ${title}\n\n| key | value | meaning |\n|---|---|---|\n${rows.join('\n')}`
}

function distributions(): string {
  const rows = DistributionObject.options.map(({ shape }) => {
    const { kind, ...parameters } = shape as Record<string, Schema>
    const names = Object.entries(parameters).map(([key, schema]) => `\`${key}\`: ${form(schema)}. ${description(schema)}`)
    return `| \`${kind instanceof z.ZodLiteral ? kind.value : ''}\` | ${cell(names.join('<br>'))} |`
  })
  return `## Distributions: \`kind\`\n\n| kind | parameters |\n|---|---|\n${rows.join('\n')}`
}

function limitsTable(): string {
  const {
    entries,
    bytes,
    depth,
    yamlTokens,
    aliased,
    files,
    problems,
    otherEntries,
    duration,
    slots,
    quantity,
    initialUnits,
    replications,
  } = limits
  const rows: [what: string, most: number][] = [
    ['bytes of one file', bytes],
    ['words and marks of a YAML file (JSON knows only the limit in bytes)', yamlTokens],
    ['maps and lists within each other', depth],
    ['values that aliases repeat', aliased],
    ['files that extend each other', files],
    ['problems shown at once', problems],
    ['seconds of any duration (100 years)', duration],
    ['places of a station, people of a crew', slots],
    ['pieces of an order or buffer', quantity],
    ['units in the plant at the start', initialUnits],
    ['replications', replications],
    ...Object.entries(entries).map(([key, most]): [string, number] => [`elements of \`${key}\``, most]),
    ['elements of any other list', otherEntries],
  ]
  return `## Limits\n\n| of | at most |\n|---|---|\n${rows.map(([what, most]) => `| ${what} | ${most.toLocaleString('en')} |`).join('\n')}`
}

/** What may stand there, in a few words. */
function form(schema: Schema): string {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return form(schema.unwrap())
  const [value] = values.find(([, one]) => one._zod.def === schema._zod.def) ?? []
  if (value !== undefined) return value
  const [title] = tables.find(([, one]) => one._zod.def === schema._zod.def) ?? []
  if (title !== undefined) return `[${title.toLowerCase()}](#${anchor(title)})`
  if (schema._zod.def === Flow._zod.def) return 'list of `source`, `station`, `stations`, `buffer`, `sink`'
  if (schema._zod.def === PatchList._zod.def) return 'list of `{ set, value }`, `{ add, value }`, `{ remove }`'
  if (schema instanceof z.ZodEnum) return schema.options.map((one) => `\`${one}\``).join(', ')
  if (schema instanceof z.ZodLiteral) return `\`${schema.value}\``
  if (schema instanceof z.ZodArray) return `list of ${form(schema.element as Schema)}`
  if (schema instanceof z.ZodTuple) return `pair of ${schema._zod.def.items.map(form).join(' and ')}`
  if (schema instanceof z.ZodObject) return `\`{ ${Object.keys(schema.shape).join(', ')} }\``
  if (schema instanceof z.ZodBoolean) return '`true`, `false`'
  if (schema instanceof z.ZodNumber) return schema.format === 'safeint' ? 'whole number' : 'number'
  if (schema instanceof z.ZodUnion) return schema.options.map((one: Schema) => form(one)).join(' or ')
  return 'text'
}

function description(schema: Schema): string {
  const own = z.globalRegistry.get(schema)?.description
  if (own !== undefined) return own
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? description(schema.unwrap()) : ''
}

/** The anchor that Markdown gives the heading of a table. */
function anchor(title: string): string {
  const [, , key] = tables.find(([one]) => one === title)!
  return `${title.toLowerCase().replaceAll(' ', '-')}-${key}`
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
