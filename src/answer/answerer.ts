import type { Catalog } from '#knowledge/catalog.ts'
import { judge } from '#knowledge/search/judge.ts'
import { finished, type Steps } from '#knowledge/search/slices.ts'
import { stem, unstemmed, wordsOf } from '#knowledge/search/words.ts'
import { isAttribute } from '#question/attributes.ts'
import type { Question } from '#question/question.ts'
import { buildingUnderstanding } from '#question/understand.ts'
import { aboutAnswer } from './about.ts'
import type { Answer, Answerer, Because, Candidate, Found, Open, Subject, Unknown } from './answer.ts'
import { type Body, linesOf } from './body.ts'
import { type Context, toward } from './compose/context.ts'
import { type Confidence, confidenceOf, likelihoodOf, middlingAt, scoreOf, strongAt } from './confidence.ts'
import { buildingCorpus, type Corpus } from './corpus.ts'
import { collectCitations } from './evidence.ts'
import { candidatesOf, nearestOf, offersOf } from './offers.ts'
import { askedOf, buildingNames, phrasingOf } from './phrases.ts'
import { structuredPlans } from './plans/index.ts'
import { rank, type Ranked, type Ranking } from './rank.ts'
import { reasonsOf } from './reasons.ts'
import { relating } from './relations.ts'
import { buildingSuggest } from './suggest.ts'
import type { Bands, Part, Tuning } from './tuning.ts'

/** Folds a need as questions do, so that "web sockets" and "websocket" meet. */
const needKey = (need: string): string => wordsOf(need).map(stem).join(' ')

/**
 * Builds everything that answering needs from a catalog; some tens of milliseconds. Asking is pure and takes about one.
 * @param tuning for measurements: what is left out or replaced; in service nothing is
 */
export function createAnswerer(catalog: Catalog, tuning: Tuning = {}): Answerer {
  const { without = everyPart } = tuning
  const build = (): Answerer => finished(buildingTuned(finished(buildingCorpus(catalog)), tuning, without))
  if (!without.has('stemming')) return build()
  const answerer = unstemmed(build)
  return { ...answerer, answer: (text, previous) => unstemmed(() => answerer.answer(text, previous)) }
}

/** The answerer of the service over what it read, built in small steps, so that an edit can be taken while others are answered. */
export function buildingAnswerer(corpus: Corpus): Steps<Answerer> {
  return buildingTuned(corpus, {}, everyPart)
}

const everyPart: ReadonlySet<Part> = new Set()

function* buildingTuned(corpus: Corpus, tuning: Tuning, without: ReadonlySet<Part>): Steps<Answerer> {
  const { catalog, index } = corpus
  const understand = yield* buildingUnderstanding(catalog, index, corpus, without)
  const said: Context = { catalog, relations: yield* relating(catalog, needKey), subject: catalog.subject.name }
  const context: Ranking = {
    ...said,
    phrasing: without.has('phrasing') ? () => 0 : phrasingOf(catalog.entries, index),
    calledSo: without.has('phrasing')
      ? () => []
      : yield* buildingNames(catalog.entries.values(), (entry) => toward(said, entry).question),
    askedBy: askedOf(catalog.entries, isAttribute),
    judge: without.has('judge') ? () => new Map() : judge,
    structured: without.has('structure') ? () => [] : structuredPlans,
    scoreOf: without.has('re-ranking') ? (features) => features.text : scoreOf,
    confidenceOf: tuning.confidence ?? confidenceWithout(without),
  }
  const bands = tuning.bands ?? (without.has('thresholds') ? { strong: 0, middling: 0 } : inService)
  const suggest = yield* buildingSuggest(context)
  return {
    version: catalog.version,
    suggest,
    answer: (text, before) => {
      const question = understand(text)
      const previous = without.has('follow-ups') ? undefined : before
      const known =
        openAnswer(catalog, question) ?? aboutAnswer(catalog, question) ?? outsideAnswer(context, question, previous)
      if (known) return known
      const plans = rank(context, index, question, previous)
      tuning.observe?.(plans)
      return ranked(context, question, plans, bands)
    },
  }
}

const inService: Bands = { strong: strongAt, middling: middlingAt }

function confidenceWithout(without: ReadonlySet<Part>): Confidence {
  if (without.has('calibration')) return (features) => Math.min(1, Math.max(0, scoreOf(features)))
  return without.has('caution') ? likelihoodOf : confidenceOf
}

/** Sub-commands that another part of the program carries out, typed as such or asked for in a sentence. */
function openAnswer(catalog: Catalog, question: Question): Open | undefined {
  const { intent, intentFrom, tokens, outside } = question
  const empty = tokens.length === 0 && question.text === ''
  if (!empty && intent !== 'browse' && intent !== 'decide' && intent !== 'decisions') return undefined
  // "Delete all decisions": what somebody wants done is not what is shown.
  if (outside?.because === 'instruction' || (outside?.because === 'action' && intent !== 'decide')) return undefined
  const open = empty || (intent !== 'decide' && intent !== 'decisions') ? 'browse' : intent
  const typed = intentFrom === 'command' || empty
  return {
    kind: 'open',
    band: 'strong',
    open,
    argument: typed ? tokens.slice(1).join(' ') : argumentOf(tokens),
    question,
    intent: open,
    confidence: 1,
    because: {
      reasons: [typed ? 'Read the first word as a sub-command.' : `Read the sentence as one that asks for ${open}.`],
      runnersUp: [],
    },
    version: catalog.version,
  }
}

/** What a sentence wants a decision about: the words after "for", "on" or "about". */
function argumentOf(tokens: readonly string[]): string {
  const at = tokens.findLastIndex((token) => token === 'for' || token === 'on' || token === 'about')
  return at < 0 ? '' : tokens.slice(at + 1).join(' ')
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

function ranked(context: Context, question: Question, plans: readonly Ranked[], bands: Bands): Answer {
  for (const [at, one] of plans.entries()) {
    if (one.confidence < bands.strong) break
    const body = one.plan.compose()
    // Languages that nobody compared have no second-best answer: another list would not be what was asked.
    if (!body && one.plan.intent === 'compare') break
    if (body) return found(context, question, one, plans.slice(at + 1), body, bands)
  }
  const candidates = offersOf(context, plans)
  const [first] = candidates
  const because = becauseOf(context, plans[0], plans.slice(1), bands, false)
  const common = { question, intent: question.intent, because, version: context.catalog.version }
  if (first && first.confidence >= bands.middling && candidates.length >= 2) {
    return {
      ...common,
      kind: 'choose',
      band: 'middling',
      confidence: first.confidence,
      candidates,
    }
  }
  const { outside } = question
  const reason = outside ? outsideReason(context, outside) : 'The knowledge base has no answer to that.'
  return {
    ...unknown(
      context,
      question,
      reason,
      nearestOf(context, question, plans),
      (!outside || outside.because === 'unheard') && question.terms.length > 0,
    ),
    intent: question.intent,
    because,
  }
}

function found(
  context: Context,
  question: Question,
  one: Ranked,
  others: readonly Ranked[],
  body: Body,
  bands: Bands,
): Found {
  const { catalog } = context
  const entries = body.entries.filter((id, at) => body.entries.indexOf(id) === at)
  return {
    kind: 'found',
    band: 'strong',
    question,
    intent: one.plan.intent,
    confidence: one.confidence,
    because: becauseOf(context, one, others, bands, true),
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
    ...(isOwn(catalog, entries, body) ? { isOwn: true } : {}),
  }
}

/** By the entries it was made from, and by the titles that stand in it: as a line, a cell of a table, or a button. */
function isOwn({ own, ownTitles }: Catalog, entries: readonly string[], body: Body): boolean {
  if (own.size === 0) return false
  if ([...entries, ...linesOf(body).flatMap((line) => line.entry ?? [])].some((id) => own.has(id))) return true
  return stringsIn(body).some((text) => [...ownTitles].some((title) => holdsWhole(text, title)))
}

/** Every text that a reader sees or presses, however deep it stands. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}

/** "Ent" does not stand in "Enterprise". */
function holdsWhole(text: string, title: string): boolean {
  const isInWord = (at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at))
  for (let at = text.indexOf(title); at >= 0; at = text.indexOf(title, at + 1))
    if (!isInWord(at - 1) && !isInWord(at + title.length)) return true
  return false
}

function becauseOf(
  context: Context,
  one: Ranked | undefined,
  others: readonly Ranked[],
  { strong }: Bands,
  answered: boolean,
): Because {
  if (!one) return { reasons: ['No entry holds any of the words.'], runnersUp: [] }
  return {
    reasons: [
      ...reasonsOf(one, strong, context.subject),
      // Sure enough, and still no answer: what was asked for cannot be made from what is curated.
      ...(answered || one.confidence < strong ? [] : ['Nothing is curated that this could be answered from.']),
    ],
    // The same entry in another form did not come next: it is the one that is spoken of.
    runnersUp: candidatesOf(
      context,
      others.filter((other) => other.plan.main !== one.plan.main),
    )
      .slice(0, 3)
      .map(({ id, title, confidence }) => ({ id, title, confidence })),
  }
}
