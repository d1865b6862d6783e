import type { Entry } from '#knowledge/entry.ts'
import type { judge } from '#knowledge/search/judge.ts'
import type { Hit, TextIndex } from '#knowledge/search/index.ts'
import type { Intent, Mention, Question } from '#question/question.ts'
import type { Subject } from './answer.ts'
import { isBeside, ownPhrase, sureName } from './beside.ts'
import { candidateOf } from './documents.ts'
import type { Confidence, Features } from './confidence.ts'
import type { Context } from './compose/context.ts'
import type { Phrasing } from './phrases.ts'
import { entryPlan } from './plans/entry.ts'
import { anotherOne, followUpPlans } from './plans/follow-up.ts'
import { ownSubject } from './plans/groups.ts'
import type { structuredPlans } from './plans/index.ts'
import type { Plan } from './plans/plan.ts'
import { contextShare, coverage, searchTerms, shareOf, type Weighed, weigh, worthsOf } from './weights.ts'

/** A plan with what it is worth. */
export type Ranked = {
  readonly plan: Plan
  readonly features: Features
  /** What orders it among the plans of one question. */
  readonly score: number
  /** Its score less that of the best other plan, at least 0. */
  readonly lead: number
  readonly confidence: number
}

/** How many entries the text search hands on, and how many of them are judged letter by letter: recall at 50 is .96, and 12 are enough when the list is good. */
const shortlist = 40
const judged = 12
/** So many of what names and intent suggest are judged as well, wherever the text search puts them. */
const mostSuggested = 4
/** A member of a list that holds a word explains it less than the list's own name would. */
const memberWorth = 0.41

/** From this floor on, a plan needs no text beside its form. */
export const formSuffices = 0.95

/** What an everyday word counts as explained by a plan that answers the intent as such. */
const plainWorth = 0.6

/** How much a plan that the form of the question calls for counts as alike. */
const formAlike = 0.85
/** Who types a title or an alias wants that entry. */
const exactPrior = 0.9

/** Words that lean on what was said before. */
const anaphora = /\b(it|its|they|them|their|those|these|that|this|there|he|she|ones|same|instead|also|too|then)\b/
const continuation =
  /^(and|or|but|so|what about|how about|ok|okay|which of|any of|source|sources|since when|from when|why|when|who|more|details)\b/

/** What ranking works from: the catalog, and the parts that judge. */
export type Ranking = Context & {
  readonly phrasing: Phrasing
  /** Entries of which a text is the very title or alias. */
  readonly calledSo: (text: string) => readonly Entry[]
  /** Whether one of an entry's phrasings holds a stem. */
  readonly askedBy: (entry: string, stem: string) => boolean
  readonly judge: typeof judge
  /** Plans that names and intent suggest. */
  readonly structured: typeof structuredPlans
  /** What a plan is worth beside others. */
  readonly scoreOf: (features: Features) => number
  readonly confidenceOf: Confidence
}

/** All ways to answer a question, the likeliest first. Pure; the same question gives the same order. */
export function rank(context: Ranking, index: TextIndex, question: Question, previous: Subject | undefined): Ranked[] {
  const text = question.tokens.join(' ')
  const weighed = weigh(question, index)
  const hits = index.search(searchTerms(weighed), shortlist)
  const found = hits.flatMap((hit) => context.catalog.entries.get(hit.id) ?? [])
  const called = context.calledSo(question.text)
  const leaning = previous !== undefined && leansOn(question, text)
  const asked =
    leaning && question.intent === 'ask' && previous
      ? {
          ...question,
          intent: question.mentions.some((mention) => carries(mention, previous.intent))
            ? previous.intent
            : question.intent,
        }
      : question
  const continuing = leaning && previous ? followUpPlans(context, asked, previous, text) : []
  const plans = unique([
    ...continuing,
    ...context.structured(context, asked, text),
    ...[...new Set([...called, ...found])]
      .filter((entry) => entry.kind !== 'listings')
      .map((entry) => entryPlan(context, asked, entry)),
  ])
  const fitting = onlyOwn(asked) ? plans.filter((plan) => plan.intent === asked.intent) : plans
  const suggested = fitting.slice(0, mostSuggested).flatMap(({ main }) => context.catalog.entries.get(main) ?? [])
  const likeness = context.judge(
    question.text,
    [...new Set([...found.slice(0, judged), ...suggested])].map(candidateOf),
  )
  const byId = new Map(hits.map((hit) => [hit.id, hit]))
  const best = hits[0]?.score ?? 1
  const following = new Set(continuing.map((plan) => plan.key))
  const carried = previous !== undefined && asked.mentions.some((mention) => carries(mention, previous.intent))
  const planned = previous !== undefined && ownSubject.has(previous.intent)
  // A plan for a pilot is one for every tool that is named next.
  const ownField = asked.mentions.some(
    (mention) => mention.kind === 'domains' || (mention.kind === 'tools' && !planned),
  )
  const evidence: Evidence = {
    question: asked,
    weighed,
    byId,
    best,
    likeness,
    leaning,
    called: new Set(called.map((entry) => entry.id)),
    outside: asked.outside !== undefined && !(previous && asked.outside.because === 'language'),
  }
  const scored = (fitting.length > 0 ? fitting : plans)
    .map((plan) => {
      const stranger = leaning && !following.has(plan.key) && !(carried && plan.mentions.length > 0)
      const kept = following.has(plan.key) && !ownField && (plan.floor ?? 0) >= formSuffices
      const features = featuresOf(context, kept ? { ...plan, form: true } : plan, evidence, stranger)
      return { plan, features, score: context.scoreOf(features) }
    })
    .toSorted((one, other) => other.score - one.score || (one.plan.key < other.plan.key ? -1 : 1))
  const [first, second] = scored
  return scored.map(({ plan, features, score }, at) => {
    const lead = Math.max(0, score - ((at === 0 ? second : first)?.score ?? 0))
    return {
      plan,
      features,
      score,
      lead,
      confidence: Math.min(context.confidenceOf(features, lead), at === 0 ? 1 : score / (first?.score ?? 1)),
    }
  })
}

type Evidence = {
  question: Question
  weighed: readonly Weighed[]
  byId: ReadonlyMap<string, Hit>
  best: number
  likeness: ReadonlyMap<string, number>
  leaning: boolean
  called: ReadonlySet<string>
  outside: boolean
}

function featuresOf(context: Ranking, plan: Plan, evidence: Evidence, stranger: boolean): Features {
  const { question, weighed, byId, best, likeness } = evidence
  const hit = byId.get(plan.main)
  const named = namedWords(plan, question)
  const members = plan.members.flatMap((id) => byId.get(id) ?? [])
  const worths = worthsOf(hit, weighed)
  const own = (at: number): number =>
    Math.max(
      worths[at] ?? 0,
      named.get(weighed[at]?.word ?? '') ?? 0,
      plan.whole && weighed[at]?.plain ? plainWorth : 0,
    )
  const byMember = (at: number): number => (members.some((member) => (member.places[at] ?? 0) > 0) ? memberWorth : 0)
  const covered = coverage(weighed, (at) => Math.max(own(at), byMember(at)))
  const strength = plan.mentions.length > 0 ? Math.max(...plan.mentions.map((mention) => mention.score)) : 1
  // A plan that the form of the question calls for has no phrasing of its own to be like.
  const form = plan.form ? formAlike : 0
  const exact = evidence.called.has(plan.main)
  const phrase = exact ? 1 : Math.max(form, context.phrasing(plan.main, weighed))
  // With no content words left, the form of the question is all there is; it suffices for a sub-command or a plain "pitfalls?".
  const formAlone = plan.prior >= 0.75 ? 1 : 0
  const rest =
    (plan.intent === 'compare' && plan.mentions.length > 1) || weighed.every((term) => named.has(term.word))
      ? 1
      : coverage(
          weighed.filter((term) => !named.has(term.word)),
          (_, term) => Math.max(own(weighed.indexOf(term)), byMember(weighed.indexOf(term))),
        )
  return {
    coverage: weighed.length === 0 ? formAlone : Math.max(covered, exact ? 1 : 0, plan.floor ?? 0),
    rest,
    alien: shareOf(weighed, (term) => !term.known && !named.has(term.word)),
    strange: shareOf(weighed, (term) => term.strange && !named.has(term.word)),
    plain: shareOf(weighed, (term) => term.plain && !named.has(term.word)),
    foreign: isForeign(context, plan, question) && !evidence.leaning ? 1 : 0,
    missed: missedBy(plan, question, weighed, named, own),
    prior: Math.max(exact ? exactPrior : 0, plan.prior) * (0.5 + 0.5 * strength),
    likeness: exact ? 1 : Math.max(form, likeness.get(plan.main) ?? 0),
    phrase,
    text: (plan.floor ?? 0) >= formSuffices ? 1 : hit ? hit.score / best : 0,
    named: plan.mentions.length > 0 ? strength : 0,
    subject: question.namesSubject || question.intentFrom === 'command' || evidence.leaning ? 1 : 0,
    exact: exact ? 1 : 0,
    // What follows from the answer before needs no word of its own.
    beside:
      !exact &&
      plan.floor === undefined &&
      isBeside(plan, {
        question,
        weighed,
        leaning: evidence.leaning,
        kind: context.catalog.entries.get(plan.main)?.kind,
        askedBy: context.askedBy,
        hit,
        named,
        phrase,
        rest,
      })
        ? 1
        : 0,
    words: Math.min(question.terms.length + contextShare * question.context.length, 12) / 12,
    // A button pressed in a thread asks for its own entry.
    stranger: stranger && !exact ? 1 : 0,
    stray: isStray(plan, question, evidence.leaning) ? 1 : 0,
    // A question that is one of the entry's own phrasings is ours, whatever else it names.
    outside: evidence.outside && phrase < ownPhrase ? 1 : 0,
  }
}

/** A sub-command whose answer is its own alone; of comparisons only where languages are named. */
function onlyOwn(question: Question): boolean {
  if (question.intentFrom !== 'command') return false
  const languages = question.mentions.some((mention) => mention.kind === 'language')
  return ownSubject.has(question.intent) || (question.intent === 'compare' && languages)
}

/** A sentence of its own that only a field's everyday noun ties to us. A bare noun ("fintech") is a question for the field. */
function isStray(plan: Plan, question: Question, leaning: boolean): boolean {
  const sentence = question.tokens.length - question.terms.length >= 2
  const byDomain = plan.mentions.length > 0 && plan.mentions.every((mention) => mention.kind === 'domains')
  return byDomain && sentence && question.intentFrom === 'none' && !question.namesSubject && !leaning
}

/** Whether the entry is about another language, and the question names none of its languages. */
function isForeign({ catalog }: Context, plan: Plan, question: Question): boolean {
  const entry = catalog.entries.get(plan.main)
  if (entry?.kind !== 'topics' && entry?.kind !== 'comparisons') return false
  const others = entry.languages.filter((id) => id !== catalog.subject.language)
  return (
    others.length > 0 &&
    others.length < manyLanguages &&
    !question.mentions.some((mention) => others.includes(mention.id))
  )
}

/** An entry that names so many languages is about none of them. */
const manyLanguages = 3

/** How much the plan has nothing on something that the question names, between 0 and 1. */
function missedBy(
  plan: Plan,
  question: Question,
  weighed: readonly Weighed[],
  named: ReadonlyMap<string, number>,
  own: (at: number) => number,
): number {
  let most = 0
  for (const mention of question.mentions) {
    if (!ofSomebody.has(mention.kind) || mention.score < sureName || mention.from < 0 || mention.id === plan.main)
      continue
    const words = question.tokens.slice(mention.from, mention.to + 1)
    if (words.every((word) => named.has(word))) continue
    const said = Math.max(...words.map((word) => own(weighed.findIndex((term) => term.word === word))))
    most = Math.max(most, 1 - Math.min(1, said))
  }
  return most
}

/** Names of somebody or something, which an answer has to be about. */
const ofSomebody: ReadonlySet<Mention['kind']> = new Set(['language', 'organisations', 'tools', 'listings'])
/** What each word that a plan's mentions cover is worth. */
function namedWords(plan: Plan, question: Question): Map<string, number> {
  const named = new Map<string, number>()
  for (const mention of plan.mentions) {
    for (let at = mention.from; at >= 0 && at <= mention.to; at++) {
      const word = question.tokens[at] ?? ''
      named.set(word, Math.max(named.get(word) ?? 0, mention.score))
    }
  }
  return named
}

/** A question leans on the one before when it names nothing of its own, or says that it does. */
function leansOn(question: Question, text: string): boolean {
  if (question.intentFrom === 'command') return false
  const names = question.mentions.some(
    (mention) =>
      (mention.kind === 'organisations' || mention.kind === 'tools' || mention.kind === 'need') && mention.score > 0.5,
  )
  // "And for a gRPC service?" asks the same of something else.
  if (names && !anotherOne.test(text)) return false
  if (continuation.test(text) && question.terms.length <= 4) return true
  return anaphora.test(text) || (!question.namesSubject && question.terms.length <= 4)
}

/** "And in gaming?" asks the same of another field, "and Rust?" of another language; a plan for a pilot stays one. */
function carries(mention: Mention, intent: Intent): boolean {
  return mention.kind === 'domains' ? ofAField.has(intent) : mention.kind === 'language' && intent === 'compare'
}

const ofAField: ReadonlySet<Intent> = new Set(['who-uses', 'tools', 'case-study', 'fit', 'compare', 'ask'])

function unique(plans: readonly Plan[]): Plan[] {
  const byKey = new Map<string, Plan>()
  for (const plan of plans) {
    const other = byKey.get(plan.key)
    if (!other || plan.prior > other.prior) byKey.set(plan.key, plan)
  }
  return [...byKey.values()]
}
