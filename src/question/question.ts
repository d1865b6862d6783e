import type { Kind } from '#knowledge/entry.ts'

/** What somebody wants. The first group are sub-commands of their own; `ask` is a free question whose subject decides. */
export const intents = [
  'who-uses',
  'case-study',
  'fit',
  'compare',
  'tools',
  'pattern',
  'pitfalls',
  'hire',
  'interview',
  'roadmap',
  'pilot',
  'adoption',
  'decide',
  'decisions',
  'browse',
  'sources',
  'privacy',
  'help',
  'greeting',
  'ask',
] as const
export type Intent = (typeof intents)[number]

/** Something of the catalog that a question names. */
export type Mention = {
  /** `language` for an id of `languages.yml`, `cue` for a word of that language's world, `need` for something tools are looked for by, else the entry's kind. */
  readonly kind: Kind | 'language' | 'cue' | 'need'
  readonly id: string
  /** The words as they were typed. */
  readonly typed: string
  /** The name it was matched with. */
  readonly name: string
  /** 1 for an exact name, less for a corrected spelling. */
  readonly score: number
  /** First and last index into `Question.tokens` that it covers. */
  readonly from: number
  readonly to: number
}

/** A question as understood. Pure data: the same text gives the same question. */
export type Question = {
  /** What is echoed: markup and escapes undone, control characters dropped, one line, at most 200 characters. Still to be escaped by whoever shows it. */
  readonly text: string
  /** The words in order, lower case, as typed. */
  readonly tokens: readonly string[]
  /** The content words that matching uses: spelling mended, at most 16. */
  readonly terms: readonly string[]
  /** Telling words of the part of a long story that does not ask; with the terms at most 16. They count for less. */
  readonly context: readonly string[]
  readonly intent: Intent
  /** How the intent was seen: typed as a sub-command, read from the words, or not at all. */
  readonly intentFrom: 'command' | 'words' | 'none'
  readonly mentions: readonly Mention[]
  /** Named to be left out: "except Twitch", "not minio". */
  readonly excluded: readonly Mention[]
  /** true when it asks for reasons against: "when should we not ...". */
  readonly against: boolean
  /** true when the subject itself is named. */
  readonly namesSubject: boolean
  /** Why the question is not ours at all: a name that merely sounds alike, another language's world, a matter that no base can know. */
  readonly outside?: {
    readonly because: 'lookalike' | 'language' | 'elsewhere' | 'unheard' | 'action' | 'empty' | 'instruction'
    readonly words: string
  }
}
