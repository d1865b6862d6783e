/** What is known of a plan before it is chosen, each between 0 and 1. */
export type Features = {
  /** Which part of the question's weight the plan explains, words in passing counted as about a half. */
  readonly coverage: number
  /** The same for the words that are no name of it; 1 where there are none. A known name in an unrelated question leaves them unexplained. */
  readonly rest: number
  /** Which part no entry at all knows. */
  readonly alien: number
  /** How well its form fits how the question is put. */
  readonly prior: number
  /** How much it looks like the question to Fuse. */
  readonly likeness: number
  /** How much the question is one of its phrasings. */
  readonly phrase: number
  /** Its text score against the best one's. */
  readonly text: number
  /** How surely a name of the question is this plan's; 0 where none is. */
  readonly named: number
  /** 1 when the question names the subject, is a sub-command or follows one that did. */
  readonly subject: number
  /** Content words of the question in twelfths. */
  readonly words: number
  /** 1 for an answer about something else, where the question leans on the one before. */
  readonly stranger: number
  /** 1 for a whole sentence that neither names the subject nor says what is wanted, and names a field of work: "where is the pharmacy". */
  readonly stray: number
  /** 1 when something says that the question is not ours: another language's world, somebody's own matter. */
  readonly outside: number
}

/** At or above: the answer. */
export const strongAt = 0.8
/** At or above: "did you mean". Below: no answer. */
export const middlingAt = 0.3

/**
 * What a plan is worth beside others: the weights of a listwise logistic fit on the tuning questions, rounded; only their ratios matter.
 */
export function scoreOf(features: Features): number {
  const { coverage, prior, likeness, phrase, text, named, stranger } = features
  const sum =
    0.58 * coverage +
    0.35 * prior +
    0.25 * likeness +
    0.21 * phrase +
    0.13 * text +
    0.07 * named +
    0.13 * coverage * prior
  return sum / 1.77 - 0.3 * stranger
}

/** A logistic regression on whether the best plan was right, fitted on the tuning questions; `lead` is its lead over the next. */
const weights = {
  score: 5.64,
  coverage: 3.46,
  phrase: 1.05,
  alien: 1.08,
  prior: 0.15,
  named: 1.35,
  subject: 0.06,
  words: 2.09,
  outside: -3.7,
  lead: 0.4,
  lost: -1.15,
  astray: -0.2,
}
const bias = -4.2

/** One or two content words that stand somewhere in an entry are no question for it, unless they are how people ask for it. */
const fewWords = 2 / 12
const ownWords = 0.6

/** A known name in a question whose other words nothing explains is most likely another thing of that name. */
const unexplained = 0.3
const mostWhereUnexplained = 0.6

/**
 * How likely it is that a plan is what was asked for, between 0 and 1.
 * @param lead its score less that of the best other plan
 */
export function confidenceOf(features: Features, lead: number): number {
  const { coverage, phrase, alien, rest, prior, named, subject, words, stray, outside } = features
  const sum =
    bias +
    weights.score * scoreOf(features) +
    weights.coverage * coverage +
    weights.phrase * phrase +
    weights.alien * alien +
    weights.prior * prior +
    weights.named * named +
    weights.subject * subject +
    weights.words * words +
    weights.outside * outside +
    weights.lead * lead +
    weights.lost * (1 - subject) * (1 - rest) +
    weights.astray * named * (1 - rest)
  const likely = 1 / (1 + Math.exp(-sum))
  const vague = named === 0 && words <= fewWords && phrase < ownWords && prior < 0.7
  return (rest < unexplained && subject === 0) || stray || vague ? Math.min(likely, mostWhereUnexplained) : likely
}
