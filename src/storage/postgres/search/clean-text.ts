/** Text in a form that PostgreSQL takes, which has neither NUL nor halves of surrogate pairs: both become the replacement character. */
export const cleanText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')

export const cleanTexts = (texts: readonly string[]): readonly string[] => texts.map(cleanText)

/** JSON that PostgreSQL takes as `jsonb`. */
export const cleanJson = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => cleaned(part))

function cleaned(part: unknown): unknown {
  if (typeof part === 'string') return cleanText(part)
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]: [string, unknown]) => [cleanText(key), value]))
}
