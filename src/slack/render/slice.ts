import type { Citation, Found, Line, Section, TableRow } from '#answer/answer.ts'
import { lineSize } from './line.ts'

/** One page of an answer: an answer itself, with fewer lines and only the sources that they use. */
export type Slice = {
  readonly answer: Found
  readonly page: number
  readonly pages: number
  /** Which of all its rows, lines and steps this page shows, from 1. */
  readonly from: number
  readonly to: number
  readonly of: number
}

/** A page holds about six lines, so that it can be read at a glance; a list of eight is not torn apart for it. */
const linesOnPage = 6
const linesUnpaged = 8
const share = { line: 1 / linesOnPage, step: 1 / linesUnpaged, row: 1 / linesUnpaged, chart: 1 / 2, code: 1 / 2 }

/** Characters of a whole message. Slack refuses somewhere above 9,600; below 8,000 nobody has seen it refuse. */
const roomOfMessage = 7_200
const roomOfOtherSide = 2_000
const shortestRoom = 1_500

/** The smallest part that a page may hold, as a section of its own. */
type Atom = {
  readonly origin: number
  readonly section: Section
  readonly share: number
  readonly size: number
  readonly counts: boolean
}

/**
 * The page of an answer that somebody wants to see. Pages depend on the answer only, so a button of last week finds the same lines.
 * @param wanted from 1; a number beyond the last page gives the last
 */
export function sliceOf(answer: Found, wanted: number): Slice {
  const { kept: otherSide, rest } = divide(answer.otherSide)
  const all =
    rest.length > 0
      ? [...answer.sections, { kind: 'lines', heading: 'More on the other side', lines: rest } as const]
      : answer.sections
  const always = [...(answer.correction ? [answer.correction] : []), answer.statement, ...otherSide]
  const room = Math.max(shortestRoom, roomOfMessage - always.reduce((sum, line) => sum + lineSize(line), 0))
  const pages = fill(all.flatMap(atomsOf(all)), room)
  const page = Math.min(Math.max(wanted, 1), pages.length)
  const sections = join(pages[page - 1] ?? [], all, page > 1)
  const before = count(pages.slice(0, page - 1).flat())
  const shown = count(pages[page - 1] ?? [])
  return {
    answer: {
      ...answer,
      sections,
      otherSide,
      citations: citationsOf([
        ...always,
        ...sections.flatMap((section) => (section.kind === 'lines' ? section.lines : [])),
      ]),
    },
    page,
    pages: pages.length,
    from: before + 1,
    to: before + shown,
    of: count(pages.flat()),
  }
}

/** The other side stands on every page, so it must be short; what is too long for that follows at the end of the list. */
function divide(lines: readonly Line[]): { kept: Line[]; rest: Line[] } {
  let size = 0
  const kept = lines.filter((line, at) => (size += lineSize(line)) <= roomOfOtherSide || at === 0)
  return { kept, rest: lines.filter((line) => !kept.includes(line)) }
}

function atomsOf(all: readonly Section[]): (section: Section, origin: number) => Atom[] {
  const lines = all.reduce((sum, section) => sum + (section.kind === 'lines' ? section.lines.length : 0), 0)
  const ofLine = lines <= linesUnpaged ? 1 / linesUnpaged : share.line
  return (section, origin) => {
    switch (section.kind) {
      case 'lines':
        return section.lines.map((line) => ({
          origin,
          section: { ...section, lines: [line] },
          share: ofLine,
          size: lineSize(line),
          counts: true,
        }))
      case 'steps':
        return section.steps.map((step) => ({
          origin,
          section: { ...section, steps: [step] },
          share: share.step,
          size: sizeOf(step.when, step.text, step.outcome),
          counts: true,
        }))
      case 'table':
        return section.rows.map((row, at) => ({
          origin,
          section: { ...section, rows: [row] },
          share: share.row,
          size: rowSize(section, row) + (at === 0 ? tableSize(section) : 0),
          counts: true,
        }))
      case 'chart':
        return [
          {
            origin,
            section,
            share: share.chart,
            size:
              3 *
              section.series.reduce(
                (sum, one) =>
                  sum + one.points.reduce((more, point) => more + sizeOf(point.label, String(point.value)), 0),
                0,
              ),
            counts: false,
          },
        ]
      case 'code':
        return [{ origin, section, share: share.code, size: section.text.length, counts: false }]
      default:
        return section satisfies never
    }
  }
}

/** Fills page after page in order. At least one page, so that an answer of one sentence has one. */
function fill(atoms: readonly Atom[], room: number): Atom[][] {
  const pages: Atom[][] = [[]]
  let taken = { share: 0, size: 0 }
  for (const atom of atoms) {
    const current = pages.at(-1) ?? []
    const table = current.find((other) => other.section.kind === 'table')
    // Slack takes one table in a message.
    const second = atom.section.kind === 'table' && table !== undefined && table.origin !== atom.origin
    const full = taken.share + atom.share > 1.001 || taken.size + atom.size > room || second
    if (full && current.length > 0) {
      pages.push([])
      taken = { share: 0, size: 0 }
    }
    pages.at(-1)?.push(atom)
    taken = { share: taken.share + atom.share, size: taken.size + atom.size }
  }
  return pages
}

/** Puts neighbours of one section together again, and says so where a section began on an earlier page. */
function join(atoms: readonly Atom[], all: readonly Section[], later: boolean): Section[] {
  const joined: { origin: number; section: Section }[] = []
  for (const { origin, section } of atoms) {
    const last = joined.at(-1)
    const both = last?.origin === origin ? merge(last.section, section) : undefined
    if (last && both) last.section = both
    else joined.push({ origin, section })
  }
  return joined.map(({ origin, section }, at) =>
    later && at === 0 ? continued(section, all[origin]) : whole(section, all[origin]),
  )
}

/** A table is seen at once: the page it begins on has all rows, and those whose turn comes later leave their reasons to that page. */
function whole(section: Section, original: Section | undefined): Section {
  if (section.kind !== 'table' || original?.kind !== 'table' || section.rows[0] !== original.rows[0]) return section
  return {
    ...section,
    rows: original.rows.map((row, at) => (at < section.rows.length ? row : { ...row, reasons: [] })),
  }
}

function merge(one: Section, other: Section): Section | undefined {
  if (one.kind === 'lines' && other.kind === 'lines') return { ...one, lines: [...one.lines, ...other.lines] }
  if (one.kind === 'steps' && other.kind === 'steps') return { ...one, steps: [...one.steps, ...other.steps] }
  if (one.kind === 'table' && other.kind === 'table') return { ...one, rows: [...one.rows, ...other.rows] }
  return undefined
}

function continued(section: Section, original: Section | undefined): Section {
  if (!original) return section
  if (!('heading' in section) || section.heading === undefined || firstOf(section) === firstOf(original))
    return whole(section, original)
  return { ...section, heading: `${section.heading}, continued` }
}

function firstOf(section: Section): unknown {
  return section.kind === 'lines'
    ? section.lines[0]
    : section.kind === 'steps'
      ? section.steps[0]
      : section.kind === 'table'
        ? (section.rows[0] satisfies TableRow | undefined)
        : section
}

/** Each source once, as the first line that uses it has it: its grade may be another one for another entry. */
function citationsOf(lines: readonly Line[]): Citation[] {
  const first = new Map<string, Citation>()
  for (const citation of lines.flatMap((line) => line.citations))
    if (!first.has(citation.id)) first.set(citation.id, citation)
  return [...first.values()]
}

type Table = Extract<Section, { kind: 'table' }>
/** In words: the cells with the names of their columns, and why. */
const rowSize = (section: Table, row: TableRow): number =>
  sizeOf(row.name, ...row.cells, ...section.columns, ...row.reasons)
/** As a block: every cell once. */
const tableSize = (section: Table): number =>
  section.rows.reduce((sum, row) => sum + sizeOf(row.name, ...row.cells), sizeOf(...section.columns))
const count = (atoms: readonly Atom[]): number => atoms.filter((atom) => atom.counts).length
const sizeOf = (...texts: (string | undefined)[]): number =>
  texts.reduce((sum, text) => sum + (text?.length ?? 0) + 4, 0)
