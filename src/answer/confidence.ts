/** What is known of a plan before it is chosen, each between 0 and 1. */
export type Features = {
  /** Which part of the question's weight the plan explains, words in passing counted as about a half. */
  readonly coverage: number
  /** The same for the words that are no name of it; 1 where there are none. A known name in an unrelated question leaves them unexplained. */
  readonly rest: number
  /** Which part no entry at all knows. */
  readonly alien: number
  /** Which part is unknown and no everyday word: a name that nobody curated. */
  readonly strange: number
  /** Which part are everyday words, beside names: such a question may be about anything. */
  readonly plain: number
  /** 1 where the question names a language, a tool or somebody that the plan has nothing on; less where it says the name in passing. */
  readonly missed: number
  /** 1 for an answer about a language that the question does not name. */
  readonly foreign: number
  /** How well its form fits how the question is put. */
  readonly prior: number
  /** How much it looks like the question to Fuse. */
  readonly likeness: number
  /** How much the question is one of its phrasings. */
  readonly phrase: number
  /** Its text score against the best one's. */
  readonly text: number
  /** 1 where the question is the entry's title or an alias, word for word, or what the button to it asks. */
  readonly exact: number
  /** 1 where the plan lies beside what is asked: an attribute that it is not asked for by, a record where others are compared. */
  readonly beside: number
  /** How surely a name of the question is this plan's; 0 where none is. */
  readonly named: number
  /** 1 when the question names the subject, is a sub-command or follows one that did. */
  readonly subject: number
  /** Content words of the question in twelfths, those of a story around it by half. */
  readonly words: number
  /** 1 for an answer about something else, where the question leans on the one before. */
  readonly stranger: number
  /** 1 for a whole sentence that neither names the subject nor says what is wanted, and names a field of work: "where is the pharmacy". */
  readonly stray: number
  /** 1 when something says that the question is not ours: another language's world, somebody's own matter. */
  readonly outside: number
}

/** Makes a confidence between 0 and 1 of what is known of a plan and its lead over the next. */
export type Confidence = (features: Features, lead: number) => number

/** At or above: the answer. Just below it, four of five were right at the questions of those who had seen no entry, and a list to choose from serves better. */
export const strongAt = 0.78
/** At or above: "did you mean". Below: no answer. */
export const middlingAt = 0.2

/**
 * What a plan is worth beside others: the weights of a listwise logistic fit on the tuning questions, rounded; only their ratios matter.
 */
export function scoreOf(features: Features): number {
  const { coverage, prior, likeness, phrase, text, named, stranger, missed, foreign } = features
  const sum =
    (features.exact ? nameBonus : 0) +
    2.4 * coverage +
    4.4 * prior +
    3.5 * likeness +
    4.5 * phrase +
    2.2 * text +
    2.4 * coverage * prior -
    0.8 * named -
    4.2 * stranger -
    2.8 * missed -
    0.6 * foreign
  return sum / mostScore - (ceilingOf(features) < 1 ? doubt : 0)
}

/** Before everything else comes the entry that a question names word for word. */
const nameBonus = 3

/** What a plan would score for which everything speaks and that nothing names. */
const mostScore = 19.4

/** What a plan loses that cannot be sure of itself (`ceilingOf`). Between 0.03 and 0.08 the tuning questions hardly change. */
const doubt = 0.06

/** What the confidence is made of: signs that a plan is right, in the order in which a fit prints them. */
export const signNames = [
  'score',
  'coverage',
  'phrase',
  'alien',
  'prior',
  'named',
  'subject',
  'words',
  'outside',
  'lost',
  'strange',
  'missed',
  'foreign',
  'aimless',
  'tie',
] as const
export type Signs = Readonly<Record<(typeof signNames)[number], number>>

/** A logistic regression: what each sign is worth, and where it starts. */
export type Fit = { readonly bias: number; readonly weights: Signs }

/** The fit in service, on whether the best plan was right at the tuning questions. `npm run eval -- --fit FILE...` makes another. */
export const fitted: Fit = {
  bias: -4.32,
  weights: {
    score: 4.63,
    coverage: 1.69,
    phrase: 1.03,
    alien: 1.73,
    prior: 2.79,
    named: -0.41,
    subject: -0.88,
    words: 4.17,
    outside: -3.07,
    lost: -1.98,
    strange: -2.13,
    missed: -1.63,
    foreign: -0.5,
    aimless: -0.48,
    tie: -0.6,
  },
}

/** One or two content words that stand somewhere in an entry are no question for it, unless they are how people ask for it. */
const fewWords = 2 / 12
const ownWords = 0.75

/** A known name in a question whose other words nothing explains is most likely another thing of that name. */
const unexplained = 0.3
const mostWhereUnexplained = 0.6

/**
 * How likely it is that a plan is what was asked for, between 0 and 1.
 * @param lead its score less that of the best other plan
 */
export function confidenceOf(features: Features, lead: number, fit: Fit = fitted): number {
  const likelihood = Math.max(features.exact * sureOfName, likelihoodOf(features, lead, fit))
  return Math.min(likelihood, ceilingOf(features))
}

/** Who types a title, an alias or presses a button gets that entry. */
const sureOfName = 0.95

/** What the fit says alone, before anything caps it. */
export function likelihoodOf(features: Features, lead: number, fit: Fit = fitted): number {
  const signs = signsOf(features, lead)
  let sum = fit.bias
  for (const name of signNames) sum += fit.weights[name] * signs[name]
  return 1 / (1 + Math.exp(-sum))
}

/** From this lead on, a plan is clearly the best; a wider one says nothing more. */
const clearLead = 0.05

/** `tie`: how near the next one is. `lost`: words that nothing explains where the subject is not named. `aimless`: everyday words where it is not named. */
export function signsOf(features: Features, lead: number): Signs {
  const { coverage, phrase, alien, rest, prior, named, subject, words, outside, strange, missed, foreign, plain } =
    features
  return {
    score: scoreOf(features),
    coverage,
    phrase,
    alien,
    prior,
    named,
    subject,
    words,
    outside,
    lost: (1 - subject) * (1 - rest),
    strange,
    missed,
    foreign,
    aimless: (1 - subject) * plain,
    tie: Math.max(0, 1 - lead / clearLead),
  }
}

/** From here on, a question holds everyday words only. */
const onlyPlain = 0.99

/** The most confidence that a plan may have, whatever the fit says. */
export function ceilingOf({
  exact,
  rest,
  subject,
  stray,
  named,
  words,
  phrase,
  prior,
  plain,
  beside,
  stranger,
}: Features): number {
  if (exact) return 1
  const everyday = subject === 0 && plain >= onlyPlain
  const vague = named === 0 && words <= fewWords && phrase < ownWords && (prior < 0.7 || everyday)
  return (rest < unexplained && subject === 0) || stray || vague || beside || stranger ? mostWhereUnexplained : 1
}
