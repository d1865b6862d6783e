import type { Framework } from '#knowledge/framework.ts'
import type { Grounds } from './grounds.ts'
import { judge } from './judge.ts'
import { optionsOf } from './options.ts'
import { byGrade } from './rank.ts'
import { becauseOf, choiceOf } from './rule.ts'
import { stackOf } from './stack.ts'
import type { Choice, Choices, Cited, Proposal } from './types.ts'
import type { Driver, Ground, Judgement, KnockedOut, Risk, Verdict } from './verdict.ts'

/** What a reader takes in: organisations of the domain, other lines of evidence, lines that speak against, doubtful knock-outs among them. */
const most = { users: 6, others: 4, counter: 6, doubts: 2 }

/**
 * The verdict on a proposal: what the answers come to, and everything a team needs to act on it or to doubt it.
 * Pure: the same framework, grounds, proposal and answers give the same verdict, down to the order of its lists.
 */
export function decide(framework: Framework, grounds: Grounds, proposal: Proposal, choices: Choices): Verdict {
  const judgement = judge(framework, choices)
  const { kind } = judgement
  const goesOn = kind !== 'poor-fit'
  const priority = framework.priorities.find((one) => one.id === proposal.priority)
  const knockedOutBy = knockedOutOf(framework, grounds, judgement, choices)
  const evidence = evidenceOf(framework, grounds, choices, priority?.id)
  const counter = counterOf(framework, grounds, judgement, choices)
  const stack = goesOn ? stackOf(framework, grounds, choices) : []
  // They are risks of adopting it, which nobody does here.
  const risks = goesOn ? foremost(risksOf(framework, grounds, choices), priority?.risks) : []
  return {
    ...judgement,
    framework: { id: framework.id, version: framework.version },
    name: framework.verdicts[kind].name,
    ...(judgement.knockedOut.length > 0 ? framework.ruled_out : textsOf(framework, kind)),
    drivers: foremost(driversOf(framework, grounds, judgement, choices), priority?.questions),
    knockedOutBy,
    options: optionsOf(framework, grounds, proposal, judgement.knockedOut),
    evidence,
    usersInDomain: grounds.domainSides.for.filter(isEvidence).length,
    counter,
    stack,
    leftOut: goesOn ? grounds.leftOut : [],
    risks,
    ...(goesOn && grounds.pilot ? { pilot: grounds.pilot } : {}),
    review: { afterDays: framework.review.after_days, afterPilotDays: framework.review.after_pilot_days },
    cited: citedOf([
      ...knockedOutBy.flatMap((one) => [one.why, ...one.evidence]),
      ...evidence,
      ...counter,
      ...stack,
      ...risks,
    ]),
  }
}

function textsOf(framework: Framework, kind: Judgement['kind']): { headline: string; sentence: string } {
  const { headline, sentence } = framework.verdicts[kind]
  return { headline, sentence }
}

function driversOf(framework: Framework, grounds: Grounds, { drivers }: Judgement, choices: Choices): Driver[] {
  const asked = [...framework.questions, ...framework.knock_outs]
  return drivers.flatMap((id) =>
    asked
      .filter((one) => one.id === id)
      .map(({ short }) => {
        const choice = choiceOf(choices, id)
        const ground = choice === 'unsure' ? undefined : grounds.meanings.get(id)?.[choice]
        return { id, short, choice, ...own(choices, id), ...(ground ? { ground } : {}) }
      }),
  )
}

function knockedOutOf(
  framework: Framework,
  grounds: Grounds,
  { knockedOut }: Judgement,
  choices: Choices,
): KnockedOut[] {
  return framework.knock_outs
    .filter((one) => knockedOut.includes(one.id))
    .flatMap(({ id, short, leads_to }) => {
      const why = grounds.meanings.get(id)?.yes
      if (!why) return []
      const sides = grounds.sides.get(id)
      return [
        {
          id,
          short,
          ...own(choices, id),
          why,
          instead: leads_to.flatMap((to) => grounds.alternatives.get(to) ?? []),
          evidence: sides?.against ?? [],
          otherSide: sides?.for ?? [],
        },
      ]
    })
}

/** The asker's own words for an answer, as a field that is there or not. */
function own(choices: Choices, id: string): { because?: string } {
  const because = becauseOf(choices, id)
  return because ? { because } : {}
}

/** The domain first, then grade; advice is no evidence. */
function evidenceOf(framework: Framework, grounds: Grounds, choices: Choices, priority: string | undefined): Ground[] {
  const users = grounds.domainSides.for.filter(isEvidence).slice(0, most.users)
  const answered = framework.questions
    .filter((one) => choiceOf(choices, one.id) === 'yes')
    .flatMap((one) => grounds.sides.get(one.id)?.for ?? [])
  const others = [...(grounds.priorities.get(priority ?? '') ?? []), ...byGrade(answered)]
  return onceEach([...users, ...onceEach(others).filter(isEvidence).slice(0, most.others)])
}

/** What a knock-out rests on that applies, or may, since it would decide alone; then the domain's, then the other side of each yes. */
function counterOf(framework: Framework, grounds: Grounds, judgement: Judgement, choices: Choices): Ground[] {
  const against = (ids: readonly string[]): Ground[] =>
    byGrade(ids.flatMap((id) => grounds.sides.get(id)?.against ?? []))
  const answered = (asked: readonly { readonly id: string }[], choice: Choice): string[] =>
    asked.map((one) => one.id).filter((id) => choiceOf(choices, id) === choice)
  const doubts = answered(framework.knock_outs, 'unsure').flatMap(
    // One line of each is enough: nobody has said yet that it applies.
    (id) => grounds.sides.get(id)?.against.slice(0, 1) ?? [],
  )
  return onceEach([
    ...against(judgement.knockedOut),
    ...doubts.slice(0, most.doubts),
    ...grounds.domainSides.against,
    ...against(answered(framework.questions, 'yes')),
    ...grounds.misnamed,
  ]).slice(0, most.counter)
}

function risksOf({ risks }: Framework, grounds: Grounds, choices: Choices): Risk[] {
  const met = risks.filter(({ when }) => !when || when.is.includes(choiceOf(choices, when.answer)))
  // What an answer brings says more about this project than what is always there.
  const ordered = [...met.filter((one) => one.when), ...met.filter((one) => !one.when)]
  return ordered.flatMap(({ id }) => grounds.risks.find((one) => one.id === id) ?? [])
}

/** The same things, those first that matter most to the asker; otherwise in their order. */
function foremost<T extends { readonly id: string }>(list: readonly T[], ids: readonly string[] = []): T[] {
  return [...list.filter((one) => ids.includes(one.id)), ...list.filter((one) => !ids.includes(one.id))]
}

function onceEach(grounds: readonly Ground[]): Ground[] {
  const seen = new Set<string>()
  return grounds.filter(({ entry, text }) => {
    const key = `${entry} ${text}`
    return seen.has(key) ? false : seen.add(key)
  })
}

const isEvidence = (ground: Ground): boolean => ground.grade !== 'advice'

function citedOf(grounds: readonly Ground[]): Cited[] {
  const cited = new Map<string, Cited>()
  for (const { entry, grade, version } of grounds)
    if (grade !== 'advice' && !cited.has(entry)) cited.set(entry, { entry, grade, version })
  return [...cited.values()]
}
