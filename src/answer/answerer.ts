import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'
import { buildIndex } from '#knowledge/search/index.ts'
import { stem, wordsOf } from '#knowledge/search/words.ts'
import type { Question } from '#question/question.ts'
import { createUnderstanding } from '#question/understand.ts'
import { aboutAnswer } from './about.ts'
import type { Answer, Answerer, Because, Candidate, Found, Open, Subject, Unknown } from './answer.ts'
import { type Body, linesOf } from './body.ts'
import { type Context, toward } from './compose/context.ts'
import { middlingAt, strongAt } from './confidence.ts'
import { documentOf } from './documents.ts'
import { collectCitations } from './evidence.ts'
import { buildPhrasing } from './phrases.ts'
import { rank, type Ranked, type Ranking } from './rank.ts'
import { relate } from './relations.ts'
import { createSuggest } from './suggest.ts'

/** Folds a need as questions do, so that "web sockets" and "websocket" meet. */
const needKey = (need: string): string => wordsOf(need).map(stem).join(' ')

/** Builds everything that answering needs from a catalog; some tens of milliseconds. Asking is pure and takes about one. */
export function createAnswerer(catalog: Catalog): Answerer {
  const documents = [...catalog.entries.values()].map((entry) => documentOf(catalog, entry))
  const index = buildIndex(documents)
  const understand = createUnderstanding(
    catalog,
    index,
    documents.map((document) => `${document.name} ${document.asks} ${document.body}`),
  )
  const phrasing = buildPhrasing(catalog.entries.values(), index)
  const context: Ranking = { catalog, relations: relate(catalog, needKey), subject: catalog.subject.name, phrasing }
  return {
    version: catalog.version,
    suggest: createSuggest(context),
    answer: (text, previous) => {
      const question = understand(text)
      return (
        openAnswer(catalog, question) ??
        aboutAnswer(catalog, question) ??
        outsideAnswer(context, question, previous) ??
        ranked(context, question, rank(context, index, question, previous))
      )
    },
  }
}

/** Sub-commands that another part of the program carries out. */
function openAnswer(catalog: Catalog, question: Question): Open | undefined {
  const { intent } = question
  const empty = question.tokens.length === 0 && question.text === ''
  if (
    !empty &&
    (question.intentFrom !== 'command' || (intent !== 'browse' && intent !== 'decide' && intent !== 'decisions'))
  )
    return undefined
  const open = empty || (intent !== 'decide' && intent !== 'decisions') ? 'browse' : intent
  return {
    kind: 'open',
    band: 'strong',
    open,
    argument: question.tokens.slice(1).join(' '),
    question,
    intent: open,
    confidence: 1,
    because: { reasons: ['Read the first word as a sub-command.'], runnersUp: [] },
    version: catalog.version,
  }
}

/** A question that is not ours at all. Another language's matter may still be a follow-up ("did they compare it to Java?"). */
function outsideAnswer(context: Context, question: Question, previous: Subject | undefined): Unknown | undefined {
  const { outside } = question
  if (!outside) return undefined
  const theirs =
    outside.because === 'language' && !previous && (ofALanguage.has(question.intent) || besideLanguages(question) <= 1)
  if (!theirs && !never.has(outside.because)) return undefined
  return unknown(context, question, outsideReason(context, outside), [], false)
}

/** What no entry can outweigh. The other signs (another language's world, words of somebody's own matters) only lower the confidence. */
const never: ReadonlySet<NonNullable<Question['outside']>['because']> = new Set([
  'lookalike',
  'instruction',
  'empty',
  'action',
])

/** Content words of a question that are no language's name or word. */
function besideLanguages(question: Question): number {
  const theirs = question.mentions.filter((mention) => mention.kind === 'language' || mention.kind === 'cue')
  const covered = new Set(theirs.flatMap((mention) => question.tokens.slice(mention.from, mention.to + 1)))
  return question.terms.filter((term) => !covered.has(term)).length
}

/** Intents that are about a language's own users, tools or people: with another language's name alone they are not ours. */
const ofALanguage: ReadonlySet<Question['intent']> = new Set([
  'who-uses',
  'tools',
  'compare',
  'hire',
  'interview',
  'roadmap',
  'adoption',
  'case-study',
])

function outsideReason(context: Context, outside: NonNullable<Question['outside']>): string {
  const { subject } = context
  const reasons: Record<typeof outside.because, string> = {
    lookalike: `"${outside.words}" is not about ${subject}, as far as this knowledge base can tell.`,
    language: `This knowledge base is about ${subject}; nothing is curated about ${outside.words} by itself.`,
    action: `This knowledge base answers questions about ${subject}; it cannot do that.`,
    unheard: `Nothing is curated about ${outside.words}.`,
    elsewhere: `This knowledge base answers questions about ${subject} from curated entries; it cannot do or know that.`,
    instruction: 'This bot answers from curated entries only and takes no instructions.',
    empty: 'There is no question in that.',
  }
  return reasons[outside.because]
}

function unknown(
  context: Context,
  question: Question,
  reason: string,
  nearest: readonly Candidate[],
  keep: boolean,
): Unknown {
  return {
    kind: 'unknown',
    band: 'weak',
    question,
    intent: 'ask',
    // Below "did you mean" by definition, also where a single near candidate would have been too little to choose from.
    confidence: Math.min(nearest[0]?.confidence ?? 0, middlingAt - 0.01),
    reason,
    nearest,
    keep,
    because: { reasons: [reason], runnersUp: [] },
    version: context.catalog.version,
  }
}

function ranked(context: Context, question: Question, plans: readonly Ranked[]): Answer {
  for (const [at, one] of plans.entries()) {
    if (one.confidence < strongAt) break
    const body = one.plan.compose()
    // Languages that nobody compared have no second-best answer: another list would not be what was asked.
    if (!body && one.plan.intent === 'compare') break
    if (body) return found(context, question, one, plans.slice(at + 1), body)
  }
  const candidates = candidatesOf(context, plans)
  const [first] = candidates
  const because = becauseOf(context, plans[0], plans.slice(1))
  const common = { question, intent: question.intent, because, version: context.catalog.version }
  if (first && first.confidence >= middlingAt && candidates.length >= 2) {
    return {
      ...common,
      kind: 'choose',
      band: 'middling',
      confidence: first.confidence,
      candidates: candidates.slice(0, 5),
    }
  }
  const { outside } = question
  const reason = outside ? outsideReason(context, outside) : 'The knowledge base has no answer to that.'
  return {
    ...unknown(
      context,
      question,
      reason,
      candidates.slice(0, 3),
      (!outside || outside.because === 'unheard') && question.terms.length > 0,
    ),
    intent: question.intent,
    because,
  }
}

function found(context: Context, question: Question, one: Ranked, others: readonly Ranked[], body: Body): Found {
  const { catalog } = context
  const entries = body.entries.filter((id, at) => body.entries.indexOf(id) === at)
  return {
    kind: 'found',
    band: 'strong',
    question,
    intent: one.plan.intent,
    confidence: one.confidence,
    because: becauseOf(context, one, others),
    version: catalog.version,
    title: body.title,
    statement: body.statement,
    ...(body.correction ? { correction: body.correction } : {}),
    sections: body.sections,
    otherSide: body.otherSide,
    ...(body.firstParty && body.firstParty.of > 1 ? { firstParty: body.firstParty } : {}),
    citations: collectCitations(linesOf(body)),
    next: body.next,
    entries,
    reviewBy: catalog.entries.get(entries[0] ?? '')?.review_by ?? '',
  }
}

/** The nearest entries, each once, as buttons that ask for them. */
function candidatesOf(context: Context, plans: readonly Ranked[]): Candidate[] {
  const seen = new Set<string>()
  return plans.flatMap(({ plan, confidence }) => {
    const entry = context.catalog.entries.get(plan.main)
    if (!entry || seen.has(plan.main)) return []
    seen.add(plan.main)
    return [candidate(context, entry, confidence)]
  })
}

function candidate(context: Context, entry: Entry, confidence: number): Candidate {
  const { label, question } = toward(context, entry)
  return { id: entry.id, title: label, question, confidence }
}

function becauseOf(context: Context, one: Ranked | undefined, others: readonly Ranked[]): Because {
  if (!one) return { reasons: ['No entry holds any of the words.'], runnersUp: [] }
  const { coverage, named, text, likeness } = one.features
  const percent = (share: number): number => Math.round(share * 100)
  return {
    reasons: [
      one.plan.why,
      `${percent(coverage)} of 100 of what the question says is explained by it${named > 0 ? '' : ', by its words alone'}; ${percent(text)} of 100 of the best text score; ${percent(likeness)} of 100 alike letter by letter.`,
      `Confidence ${percent(one.confidence)} of 100; an answer needs ${percent(strongAt)}.`,
    ],
    runnersUp: candidatesOf(context, others)
      .slice(0, 3)
      .map(({ id, title, confidence }) => ({ id, title, confidence })),
  }
}
