import type { Answer, Answerer } from '#answer/answer.ts'
import { createAnswerer } from '#answer/answerer.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'
import type { Finding } from '#knowledge/finding.ts'
import { fileOf } from '#knowledge/lint/rule.ts'

/** What is asked of each shared entry: its title and its first phrasings; all of them would take half a minute. */
const phrasings = 2
/** Words that everybody may type alone. */
const usual = ['help', 'hello', 'sources', 'privacy', 'browse', 'decide', 'decisions'] as const
/** So many questions lost to one own entry are no accident of wording. */
const many = 3
const mostNamed = 5

/**
 * Questions that all share an answer to and that have none any more once a workspace's own entries lie upon it: a synonym that takes an
 * everyday word, an alias that everybody uses. An own entry that takes the place of a shared one loses nothing.
 */
export function lost(shared: Catalog, joined: { readonly catalog: Catalog; readonly answerer: Answerer }): Finding[] {
  const before = createAnswerer(shared)
  const { own } = joined.catalog
  const words: string[] = usual.filter((text) => joined.answerer.answer(text).kind !== before.answer(text).kind)
  const gone: string[] = []
  const taken = new Map<string, string[]>()
  for (const entry of shared.entries.values()) {
    if (own.has(entry.id)) continue
    for (const text of [entry.title, ...entry.asks.slice(0, phrasings)]) {
      if (!leadsTo(before.answer(text), entry)) continue
      const after = joined.answerer.answer(text)
      if (leadsTo(after, entry)) continue
      const winner = after.kind === 'found' ? after.entries.find((id) => own.has(id)) : undefined
      if (winner === undefined) gone.push(text)
      else taken.set(winner, [...(taken.get(winner) ?? []), text])
    }
  }
  return [
    ...(words.length > 0
      ? [
          finding(
            '.',
            `words that everybody may type left as they are: ${named(words)} no longer ${words.length === 1 ? 'means' : 'mean'} what it did`,
          ),
        ]
      : []),
    ...(gone.length >= many
      ? [
          finding(
            '.',
            `answers to what all share; ${named(gone)} no longer lead to their entries, mostly by a synonym or an alias`,
          ),
        ]
      : []),
    ...[...taken].flatMap(([id, texts]) => {
      const entry = joined.catalog.entries.get(id)
      return entry && texts.length >= many
        ? [finding(fileOf(entry), `names and phrasings of its own; it takes ${named(texts)} from shared entries`)]
        : []
    }),
  ]
}

function leadsTo(answer: Answer, { id }: Entry): boolean {
  if (answer.kind === 'found') return answer.entries.includes(id)
  return answer.kind === 'choose' && answer.candidates.some((candidate) => candidate.id === id)
}

const named = (texts: readonly string[]): string =>
  `${texts
    .slice(0, mostNamed)
    .map((text) => JSON.stringify(text))
    .join(', ')}${texts.length > mostNamed ? ` and ${texts.length - mostNamed} more` : ''}`

const finding = (file: string, wish: string): Finding => ({ rule: 'lost', file, field: '', wish })
