import type { Json } from '../../protocol.ts'
import { string, typeOf } from '../read.ts'
import { withEmoji } from './emoji.ts'
import { parseMrkdwn, wordsOf } from './mrkdwn-parse.ts'

/** A text object as words alone, for names and labels. */
export function plainWords(of: Json | undefined): string {
  const text = string(of, 'text') ?? ''
  if (typeOf(of) === 'mrkdwn') return wordsOf(parseMrkdwn(text))
  return of?.['emoji'] === false ? text : withEmoji(text)
}
