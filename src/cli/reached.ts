import type { Answerer } from '#answer/answer.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'
import type { Finding } from '#knowledge/finding.ts'

/** Kinds that answer by themselves; the others are parts of answers. */
const asked: ReadonlySet<Entry['kind']> = new Set(['organisations', 'tools', 'topics', 'comparisons'])

/** Entries that none of their own phrasings, nor their title, leads to: nobody would ever read them. */
export function unreached(catalog: Catalog, answerer: Answerer): Finding[] {
  return [...catalog.entries.values()]
    .filter(
      (entry) => asked.has(entry.kind) && ![entry.title, ...entry.asks].some((ask) => leadsTo(answerer, ask, entry.id)),
    )
    .map((entry) => ({
      rule: 'reached',
      file: `${entry.kind}/${entry.id}.yml`,
      field: 'asks',
      wish: 'a phrasing that leads here; try one with npm run ask -- "..." --explain',
    }))
}

function leadsTo(answerer: Answerer, ask: string, id: string): boolean {
  const answer = answerer.answer(ask)
  if (answer.kind === 'found') return answer.entries.includes(id)
  return answer.kind === 'choose' && answer.candidates.some((candidate) => candidate.id === id)
}
