import type { Json } from '../../protocol.ts'
import { list, string, typeOf } from '../read.ts'

/** What a rich text says, for names and plain fields. */
export const richWords = (of: Json | undefined): string =>
  list(of, 'elements')
    .map((element) => string(element, 'text') ?? string(element, 'url') ?? richWords(element))
    .join(typeOf(of) === 'rich_text' || typeOf(of) === 'rich_text_list' ? '\n' : '')
