import { judge } from '#knowledge/search/judge.ts'
import type { Hit, TextIndex } from '#knowledge/search/index.ts'
import type { Question } from '#question/question.ts'
import type { Subject } from './answer.ts'
import { candidateOf } from './documents.ts'
import { confidenceOf, type Features } from './confidence.ts'
import type { Context } from './compose/context.ts'
import { entryPlan, followUpPlans, type Plan, structuredPlans } from './plans.ts'
import { coverage, placeWorth, type Weighed, weigh, worthOf } from './weights.ts'

/** A plan with what it is worth. */
export type Ranked = { readonly plan: Plan; readonly features: Features; readonly confidence: number }

/** How many entries the text search hands on, and how many of them Fuse judges: recall at 50 is .96, and 12 are enough when the list is good. */
const shortlist = 40
const judged = 12
/** A member of a list that holds a word explains it less than the list's own name would. */
const memberShare = 0.75

/** In a question that leans on the one before, an answer about something else has to be that much better. */
const strangerShare = 0.72

/** Words that lean on what was said before. */
const anaphora = /\b(it|its|they|them|their|those|these|that|this|there|he|she|ones|same|instead|also|too|then)\b/
const continuation =
  /^(and|or|but|so|what about|how about|ok|okay|which of|any of|source|sources|since when|from when|why|when|who|more|details)\b/

/** All ways to answer a question, the likeliest first. Pure; the same question gives the same order. */
export function rank(context: Context, index: TextIndex, question: Question, previous: Subject | undefined): Ranked[] {
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
  const plans = unique([
    ...(leaning && previous ? followUpPlans(context, asked, previous, text) : []),
    ...structuredPlans(context, asked, text),
    ...found.filter((entry) => entry.kind !== 'listings').map((entry) => entryPlan(context, asked, entry)),
  ])
  const likeness = judge(question.text, found.slice(0, judged).map(candidateOf))
  const byId = new Map(hits.map((hit) => [hit.id, hit]))
  const best = hits[0]?.score ?? 1
  const kept = leaning ? previous?.entries[0] : undefined
  const following = new Set(
    leaning && previous ? followUpPlans(context, asked, previous, text).map((plan) => plan.key) : [],
  )
  const ownDomain = asked.mentions.some((mention) => mention.kind === 'domains')
  return plans
    .map((plan) => rankOne(plan, { question: asked, weighed, byId, best, likeness, kept }))
    .map((one) =>
      kept && !following.has(one.plan.key) && !(ownDomain && one.plan.mentions.length > 0)
        ? { ...one, confidence: one.confidence * strangerShare }
        : one,
    )
    .toSorted((one, other) => other.confidence - one.confidence || (one.plan.key < other.plan.key ? -1 : 1))
}

type Evidence = {
  question: Question
  weighed: readonly Weighed[]
  byId: ReadonlyMap<string, Hit>
  best: number
  likeness: ReadonlyMap<string, number>
  kept: string | undefined
}

function rankOne(plan: Plan, evidence: Evidence): Ranked {
  const { question, weighed, byId, best, likeness } = evidence
  const hit = byId.get(plan.main)
  const named = namedWords(plan, question)
  const members = plan.members.flatMap((id) => byId.get(id) ?? [])
  const own = coverage(weighed, (at) => {
    const byMember = members.some((member) => (member.places[at] ?? 0) > 0) ? (placeWorth[1] ?? 0) * memberShare : 0
    return Math.max(worthOf(hit, at), named.get(weighed[at]?.word ?? '') ?? 0, byMember)
  })
  const strength = plan.mentions.length > 0 ? Math.max(...plan.mentions.map((mention) => mention.score)) : 1
  const features: Features = {
    // With no content words left, the form of the question is all there is; it suffices for a sub-command or a plain "pitfalls?".
    coverage: weighed.length === 0 ? (plan.prior >= 0.75 ? 1 : 0) : Math.max(own, plan.floor ?? 0),
    prior: plan.prior * (0.5 + 0.5 * strength),
    likeness: likeness.get(plan.main) ?? 0,
    text: plan.floor === 1 ? 1 : hit ? hit.score / best : 0,
    named: plan.mentions.length > 0 ? strength : 0,
    subject: question.namesSubject || question.intentFrom === 'command' || evidence.kept !== undefined ? 1 : 0,
    words: weighed.length,
  }
  return { plan, features, confidence: confidenceOf(features) }
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
      (mention.kind === 'organisations' || mention.kind === 'tools' || mention.kind === 'need') && mention.score >= 0.8,
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
