import type { Json, TypedValues } from '../../protocol.ts'
import { blockIdOf, isTrue, number, object, string, typeOf } from '../read.ts'
import { isEmpty, textOf, valueOf } from './values.ts'

/** What Slack's window finds before it sends a form, by block_id. */
export function problemsOf(blocks: readonly Json[], values: TypedValues): Readonly<Record<string, string>> {
  const found = blocks.flatMap((block) => {
    const element = typeOf(block) === 'input' ? object(block, 'element') : undefined
    const says = element ? problemOf(block, element, values) : undefined
    return says === undefined ? [] : [[blockIdOf(block), says] as const]
  })
  return Object.fromEntries(found)
}

function problemOf(block: Json, element: Json, values: TypedValues): string | undefined {
  // Files cannot be put in here, so a form must not wait for one.
  if (typeOf(element) === 'file_input') return undefined
  const typed = valueOf(element, values, block)
  if (isEmpty(typed)) return isTrue(block, 'optional') ? undefined : 'Please complete this required field.'
  return lengthProblem(element, textOf(typed)) ?? kindProblem(element, textOf(typed))
}

function lengthProblem(element: Json, text: string): string | undefined {
  const [least, most] = [number(element, 'min_length') ?? 0, number(element, 'max_length') ?? Infinity]
  if (text.length < least) return `Please enter at least ${least} characters.`
  return text.length > most ? `Please enter at most ${most} characters.` : undefined
}

function kindProblem(element: Json, text: string): string | undefined {
  switch (typeOf(element)) {
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Please enter a valid email address.'
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Please enter a valid URL.'
    case 'number_input':
      return numberProblem(element, text)
    default:
      return undefined
  }
}

function numberProblem(element: Json, text: string): string | undefined {
  const isDecimal = isTrue(element, 'is_decimal_allowed')
  if (!(isDecimal ? /^-?(?:\d+\.?\d*|\.\d+)$/ : /^-?\d+$/).test(text))
    return isDecimal ? 'Please enter a number.' : 'Please enter a whole number.'
  const [least, most] = [string(element, 'min_value'), string(element, 'max_value')]
  if (least !== undefined && Number(text) < Number(least)) return `Please enter a number of at least ${least}.`
  return most !== undefined && Number(text) > Number(most) ? `Please enter a number of at most ${most}.` : undefined
}
