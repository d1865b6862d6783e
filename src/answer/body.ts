import type { Line, Section, Suggestion } from './answer.ts'

/** What a composer makes: an answer without its question, confidence and reasons. */
export type Body = {
  readonly title: string
  readonly statement: Line
  readonly correction?: Line
  readonly sections: readonly Section[]
  readonly otherSide: readonly Line[]
  readonly firstParty?: { readonly count: number; readonly of: number }
  /** Ids of the entries it is made from, the main one first. */
  readonly entries: readonly string[]
  readonly next: readonly Suggestion[]
}

/** A heading with its lines, or nothing where there are none: an empty heading tells a reader nothing. */
export function linesUnder(heading: string, lines: readonly Line[]): Section[] {
  return lines.length > 0 ? [{ kind: 'lines', heading, lines }] : []
}

/** Buttons hold 75 characters at most; longer words are cut at a word. */
export function suggestion(label: string, question: string): Suggestion {
  const most = 72
  return { label: label.length <= most ? label : `${label.slice(0, most).replace(/\s+\S*$/, '')}…`, question }
}

/** At most `most` suggestions, each question once. */
export function distinct(suggestions: readonly Suggestion[], most = 4): Suggestion[] {
  const seen = new Set<string>()
  return suggestions.filter((item) => !seen.has(item.question) && seen.add(item.question)).slice(0, most)
}

/** Every line of a body, in the order in which a reader meets them. */
export function linesOf(body: Body): Line[] {
  const sections = body.sections.flatMap((section) => (section.kind === 'lines' ? section.lines : []))
  return [...(body.correction ? [body.correction] : []), body.statement, ...sections, ...body.otherSide]
}
