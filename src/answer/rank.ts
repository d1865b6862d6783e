import { judge } from '#knowledge/search/judge.ts'
import type { Hit, TextIndex } from '#knowledge/search/index.ts'
import type { Question } from '#question/question.ts'
import type { Subject } from './answer.ts'
import { candidateOf } from './documents.ts'
import { confidenceOf, type Features, scoreOf } from './confidence.ts'
import type { Context } from './compose/context.ts'
import type { Phrasing } from './phrases.ts'
import { entryPlan } from './plans/entry.ts'
import { followUpPlans } from './plans/follow-up.ts'
import { ownSubject } from './plans/groups.ts'
import { structuredPlans } from './plans/index.ts'
import type { Plan } from './plans/plan.ts'
import { coverage, type Weighed, weigh, worthOf } from './weights.ts'

/** A plan with what it is worth. */
export type Ranked = { readonly plan: Plan; readonly features: Features; readonly confidence: number }

/** How many entries the text search hands on, and how many of them Fuse judges: recall at 50 is .96, and 12 are enough when the list is good. */
const shortlist = 40
const judged = 12
/** A member of a list that holds a word explains it less than the list's own name would. */
const memberWorth = 0.41

/** From here on a question counts as one of an entry's phrasings. */
const ownPhrase = 0.75

/** Words that lean on what was said before. */
const anaphora = /\b(it|its|they|them|their|those|these|that|this|there|he|she|ones|same|instead|also|too|then)\b/
const continuation =
  /^(and|or|but|so|what about|how about|ok|okay|which of|any of|source|sources|since when|from when|why|when|who|more|details)\b/

/** What ranking works from. */
export type Ranking = Context & { readonly phrasing: Phrasing }

/** All ways to answer a question, the likeliest first. Pure; the same question gives the same order. */
export function rank(context: Ranking, index: TextIndex, question: Question, previous: Subject | undefined): Ranked[] {
  const text = question.tokens.join(' ')
  const weighed = weigh(question, index)
  const hits = index.search(
    weighed.map((term) => ({ stem: term.stem, weight: 1 })),
    shortlist,
  )
  const found = hits.flatMap((hit) => context.catalog.entries.get(hit.id) ?? [])
  const leaning = previous !== undefined && leansOn(question, text)
  const asked =
    leaning && question.intent === 'ask' && previous
      ? {
          ...question,
          intent: question.mentions.some((mention) => mention.kind === 'domains') ? previous.intent : question.intent,
        }
      : question
  const continuing = leaning && previous ? followUpPlans(context, asked, previous, text) : []
  const plans = unique([
    ...continuing,
    ...structuredPlans(context, asked, text),
    ...found.filter((entry) => entry.kind !== 'listings').map((entry) => entryPlan(context, asked, entry)),
  ])
  const fitting = onlyOwn(asked) ? plans.filter((plan) => plan.intent === asked.intent) : plans
  const likeness = judge(question.text, found.slice(0, judged).map(candidateOf))
  const byId = new Map(hits.map((hit) => [hit.id, hit]))
  const best = hits[0]?.score ?? 1
  const following = new Set(continuing.map((plan) => plan.key))
  const ownDomain = asked.mentions.some((mention) => mention.kind === 'domains')
  const evidence: Evidence = {
    question: asked,
    weighed,
    byId,
    best,
    likeness,
    leaning,
    outside: asked.outside !== undefined && !(previous && asked.outside.because === 'language'),
  }
  const scored = (fitting.length > 0 ? fitting : plans)
    .map((plan) => {
      const stranger = leaning && !following.has(plan.key) && !(ownDomain && plan.mentions.length > 0)
      const features = featuresOf(context, plan, evidence, stranger)
      return { plan, features, score: scoreOf(features) }
    })
    .toSorted((one, other) => other.score - one.score || (one.plan.key < other.plan.key ? -1 : 1))
  const [first, second] = scored
  return scored.map(({ plan, features, score }, at) => {
    const lead = score - ((at === 0 ? second : first)?.score ?? 0)
    return {
      plan,
      features,
      confidence: Math.min(confidenceOf(features, Math.max(0, lead)), at === 0 ? 1 : score / (first?.score ?? 1)),
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
  outside: boolean
}

function featuresOf(context: Ranking, plan: Plan, evidence: Evidence, stranger: boolean): Features {
  const { question, weighed, byId, best, likeness } = evidence
  const hit = byId.get(plan.main)
  const named = namedWords(plan, question)
  const members = plan.members.flatMap((id) => byId.get(id) ?? [])
  const own = (at: number): number => Math.max(worthOf(hit, at), named.get(weighed[at]?.word ?? '') ?? 0)
  const byMember = (at: number): number => (members.some((member) => (member.places[at] ?? 0) > 0) ? memberWorth : 0)
  const covered = coverage(weighed, (at) => Math.max(own(at), byMember(at)))
  const strength = plan.mentions.length > 0 ? Math.max(...plan.mentions.map((mention) => mention.score)) : 1
  const phrase = context.phrasing(plan.main, weighed)
  // With no content words left, the form of the question is all there is; it suffices for a sub-command or a plain "pitfalls?".
  const formAlone = plan.prior >= 0.75 ? 1 : 0
  return {
    coverage: weighed.length === 0 ? formAlone : Math.max(covered, plan.floor ?? 0),
    rest:
      (plan.intent === 'compare' && plan.mentions.length > 1) || weighed.every((term) => named.has(term.word))
        ? 1
        : coverage(
            weighed.filter((term) => !named.has(term.word)),
            (_, term) => Math.max(own(weighed.indexOf(term)), byMember(weighed.indexOf(term))),
          ),
    alien: 1 - coverage(weighed, (at) => (weighed[at]?.known || named.has(weighed[at]?.word ?? '') ? 1 : 0)),
    prior: plan.prior * (0.5 + 0.5 * strength),
    likeness: likeness.get(plan.main) ?? 0,
    phrase,
    text: (plan.floor ?? 0) >= 0.95 ? 1 : hit ? hit.score / best : 0,
    named: plan.mentions.length > 0 ? strength : 0,
    subject: question.namesSubject || question.intentFrom === 'command' || evidence.leaning ? 1 : 0,
    words: Math.min(weighed.length, 12) / 12,
    stranger: stranger ? 1 : 0,
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
      (mention.kind === 'organisations' || mention.kind === 'tools' || mention.kind === 'need') && mention.score >= 0.5,
  )
  if (names) return false
  if (continuation.test(text) && question.terms.length <= 4) return true
  return anaphora.test(text) || (!question.namesSubject && question.terms.length <= 4)
}

function unique(plans: readonly Plan[]): Plan[] {
  const byKey = new Map<string, Plan>()
  for (const plan of plans) {
    const other = byKey.get(plan.key)
    if (!other || plan.prior > other.prior) byKey.set(plan.key, plan)
  }
  return [...byKey.values()]
}
