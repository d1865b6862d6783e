import type { Found } from '#answer/answer.ts'
import { linesOf } from '#answer/body.ts'
import type { Context } from '#answer/compose/context.ts'
import { collectCitations } from '#answer/evidence.ts'
import { entryPlan } from '#answer/plans/entry.ts'
import { relate } from '#answer/relations.ts'
import { plainText } from '#answer/text.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { stem, wordsOf } from '#knowledge/search/words.ts'
import type { Question } from '#question/question.ts'

/** Tells the whole answer that an entry gives by itself, as a reader sees it; empty for one that only parts of answers are made of. */
export function entryTexts(catalog: Catalog): (id: string) => string {
  const context: Context = {
    catalog,
    relations: relate(catalog, (need) => wordsOf(need).map(stem).join(' ')),
    subject: catalog.subject.name,
  }
  const known = new Map<string, string>()
  return (id) => {
    const text = known.get(id) ?? textOf(context, id)
    known.set(id, text)
    return text
  }
}

function textOf(context: Context, id: string): string {
  const entry = context.catalog.entries.get(id)
  if (!entry) return ''
  const question = plainly(entry.title)
  const body = entryPlan(context, question, entry).compose()
  if (!body) return ''
  const found: Found = {
    kind: 'found',
    band: 'strong',
    question,
    intent: 'ask',
    confidence: 1,
    because: { reasons: [], runnersUp: [] },
    version: context.catalog.version,
    citations: collectCitations(linesOf(body)),
    reviewBy: entry.review_by,
    ...body,
  }
  return plainText(found)
}

/** A question that wants nothing but the entry. */
const plainly = (text: string): Question => ({
  text,
  tokens: [],
  terms: [],
  context: [],
  intent: 'ask',
  intentFrom: 'none',
  mentions: [],
  excluded: [],
  against: false,
  namesSubject: true,
})
