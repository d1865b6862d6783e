import { stem, stopWords, wordsOf } from '#knowledge/search/words.ts'
import type { KnowledgeView } from '#storage/postgres/search/open.ts'
import { z } from 'zod'
import { argumentsOrExit } from './arguments.ts'
import { onSearch } from './search-store.ts'
import { noWorkspace } from './workspace-id.ts'

/**
 * `DATABASE_URL=postgres://... npm run knowledge:find -- "question"`: which published entries hold its words, best first, as the search
 * in PostgreSQL ranks them: nothing is read into memory, however many there are. `--workspace T0123ABC`: with that workspace's own.
 */
const { values, positionals } = argumentsOrExit({
  allowPositionals: true,
  options: { workspace: { type: 'string' }, limit: { type: 'string', default: '5' } },
})
const entryShape = z.looseObject({ title: z.string(), answer: z.string() })
const url = process.env['DATABASE_URL']
const question = positionals.join(' ')
const limit = Number(values.limit)
const mistaken = values.workspace === undefined ? undefined : noWorkspace(values.workspace)
if (!url) refuse('DATABASE_URL: the database that was published to, postgres://user:password@host:5432/name')
else if (mistaken !== undefined) refuse(mistaken)
else if (question === '') refuse('Ask a question: npm run knowledge:find -- "who uses go in fintech?"')
else if (!Number.isInteger(limit) || limit < 1 || limit > 100) refuse('--limit: a number from 1 to 100')
else
  await onSearch(url, async (store) => {
    const view = values.workspace === undefined ? store.shared : store.of(values.workspace)
    for (const line of await found(view, question)) console.log(line)
  })

async function found(view: KnowledgeView, text: string): Promise<string[]> {
  const words = [...new Set(wordsOf(text).filter((word) => !stopWords.has(word)))]
  const meant = await view.correct(words)
  const terms = words.map((word) => {
    const correction = meant.get(word)
    return { stem: stem(correction?.word ?? word), weight: correction?.score ?? 1 }
  })
  const hits = await view.search(terms, limit)
  if (hits.length === 0) return ['Nothing that is published holds any of the words.']
  const entries = await view.entriesOf(hits.map(({ id }) => id))
  const mended = [...meant].map(([word, { word: other }]) => `${word} read as ${other}`)
  return [
    ...mended,
    ...hits.flatMap(({ id, score }, at) => {
      const stored = entries.get(id)
      if (!stored) return []
      const { title, answer } = entryShape.parse(stored.entry)
      const whose = stored.own ? ', its own' : ''
      return [`${at + 1}. ${title} (${stored.kind}/${id}${whose}, ${score.toFixed(2)})`, `   ${answer}`]
    }),
  ]
}

function refuse(line: string): void {
  console.error(line)
  process.exitCode = 1
}
