import { NO_TICKET } from '../../kernel/calendar.ts'
import { type SimTime, seconds } from '../../kernel/time.ts'
import { PersonState } from '../../log/events.ts'
import { Message, Phase } from '../phases.ts'
import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'
import type { Walks } from './walks.ts'

const STATES = 4

/**
 * Who there is to be called for, when, and what is known of each: all people, crew by crew, and after them all tools, kind by kind, as if a kind were a
 * crew. A person is there in the hours of the calendar, from when he joins the crew until he leaves it; a tool is there unless it is being changed.
 */
export class Roster {
  readonly #plant: Plant
  readonly #walks: Walks
  /** The first that is a tool, and the first crew that is a kind of tools. */
  readonly firstTool: number
  readonly firstKind: number
  /** person → crew, calendar, from and until when in the crew (µs) */
  readonly crewOf: Int32Array
  readonly until: Float64Array
  readonly #calendar: Int32Array
  readonly #from: Float64Array
  /** crew → its first person */
  readonly first: Int32Array
  /** crew → 1 where each step of its people is known */
  readonly #isTracked: Uint8Array

  // per crew and state: people in it, where it is known
  inState: Int32Array
  // per person
  wasPresent: Uint8Array
  shiftOver: Int32Array
  state: Uint8Array

  constructor(plant: Plant, walks: Walks) {
    this.#plant = plant
    this.#walks = walks
    const { scenario, index, calls } = plant.tables
    const { crews, tools } = scenario
    const { people } = calls
    const calendarOf = (id: string | null) => (id === null ? NONE : index.calendar.get(id)!)
    const sizes = [...crews.map(({ size }) => size), ...tools.map(({ count }) => count)]
    this.first = new Int32Array(sizes.length + 1)
    sizes.forEach((size, crew) => {
      this.first[crew + 1] = this.first[crew]! + size
    })
    this.firstTool = people.length
    this.firstKind = crews.length
    this.crewOf = Int32Array.from(sizes.flatMap((size, crew) => new Array<number>(size).fill(crew)))
    this.#calendar = Int32Array.from(people, ({ crew, place }) =>
      calendarOf(crews[crew]!.persons[place]?.calendar ?? crews[crew]!.calendar),
    )
    this.#from = Float64Array.from(people, ({ crew, place }) => seconds(crews[crew]!.persons[place]?.from ?? 0))
    this.until = new Float64Array(this.crewOf.length).fill(Number.POSITIVE_INFINITY)
    people.forEach(({ crew, place }, person) => {
      const until = crews[crew]!.persons[place]?.until ?? null
      if (until !== null) this.until[person] = seconds(until)
    })
    this.#isTracked = Uint8Array.from(crews, ({ persons, edge, maxOvertime }, crew) =>
      persons.length > 0 || edge !== 'finish' || maxOvertime !== null || walks.takeTime[crew] === 1 ? 1 : 0,
    )
    this.inState = new Int32Array(crews.length * STATES)
    this.wasPresent = new Uint8Array(people.length)
    this.shiftOver = new Int32Array(people.length).fill(NO_TICKET)
    this.state = new Uint8Array(people.length)
  }

  /** Each step of this person is told from now on. */
  track(person: number) {
    if (person < this.firstTool) this.#isTracked[this.crewOf[person]!] = 1
  }

  begin() {
    const { calendar } = this.#plant
    for (let person = 0; person < this.firstTool; person++) {
      if (this.#from[person]! > 0) calendar.schedule(this.#from[person]! as SimTime, Phase.calendarEdge, person, Message.personComes)
      if (this.until[person]! < Number.POSITIVE_INFINITY)
        calendar.schedule(this.until[person]! as SimTime, Phase.calendarEdge, person, Message.personComes)
      this.wasPresent[person] = this.isPresent(person) ? 1 : 0
      this.inState[this.crewOf[person]! * STATES + PersonState.off]!++
      this.review(person)
    }
    for (let crew = 0; crew < this.firstKind; crew++) this.changed(crew)
  }

  isPresent(person: number): boolean {
    if (person >= this.firstTool) return this.#plant.tools.isReady(person - this.firstTool)
    const { shifts, calendar } = this.#plant
    const { now } = calendar
    if (now < this.#from[person]! || now >= this.until[person]!) return false
    const own = this.#calendar[person]!
    return own === NONE || shifts.working[own] === 1
  }

  shiftChanged(crew: number) {
    for (let person = this.first[crew]!; person < this.first[crew + 1]!; person++) this.presenceChanged(person)
    this.changed(crew)
  }

  presenceChanged(person: number) {
    const { calendar, crews, tables } = this.#plant
    const present = this.isPresent(person) ? 1 : 0
    if (this.wasPresent[person] === present) return
    this.wasPresent[person] = present
    const { edge, maxOvertime } = tables.scenario.crews[this.crewOf[person]!]!
    if (present === 1) this.noShiftEnd(person)
    else if (crews.holder[person] !== NONE && (edge !== 'finish' || maxOvertime !== null)) {
      // After what ends at that very moment.
      const at = (calendar.now + seconds(maxOvertime ?? 0)) as SimTime
      this.shiftOver[person] = calendar.schedule(at, Phase.failure, person, Message.shiftOver)
    }
    this.review(person)
  }

  /** The job is done, or the next shift has begun, before the person had to leave it. */
  noShiftEnd(person: number) {
    if (person >= this.firstTool || this.shiftOver[person] === NO_TICKET) return
    this.#plant.calendar.cancel(this.shiftOver[person]!)
    this.shiftOver[person] = NO_TICKET
  }

  /** The person's state, where it is told; a tool's is. */
  review(person: number) {
    const { crews, doors, tools } = this.#plant
    if (person >= this.firstTool) return tools.review(person - this.firstTool)
    const crew = this.crewOf[person]!
    if (this.#isTracked[crew] === 0) return
    const state =
      crews.walking[person] === 1
        ? PersonState.travelling
        : crews.holder[person] !== NONE
          ? PersonState.busy
          : this.isPresent(person)
            ? PersonState.idle
            : PersonState.off
    if (state === this.state[person]) return
    this.inState[crew * STATES + this.state[person]!]!--
    this.inState[crew * STATES + state]!++
    this.state[person] = state
    const job = crews.holder[person]!
    doors.personState(person, crew, person - this.first[crew]!, state, job === NONE ? NONE : crews.stationOf[job]!)
  }

  /** How many of the crew are busy, and how many are there. */
  changed(crew: number) {
    if (crew >= this.firstKind) return
    const { crews, doors, tables } = this.#plant
    if (this.#isTracked[crew] === 0) {
      const first = this.first[crew]!
      return doors.crewChanged(crew, crews.busy[crew]!, this.isPresent(first) ? tables.scenario.crews[crew]!.size : 0, NONE)
    }
    const travelling = this.inState[crew * STATES + PersonState.travelling]!
    const busy = this.inState[crew * STATES + PersonState.busy]! + travelling
    doors.crewChanged(
      crew,
      busy,
      busy + this.inState[crew * STATES + PersonState.idle]!,
      this.#walks.takeTime[crew] === 1 ? travelling : NONE,
    )
  }
}
