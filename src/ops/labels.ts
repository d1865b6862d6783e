/** Bounds the values of a label: each different one is a series of its own in every store of metrics, for ever. */
export type Label = (value: string) => string

const otherwise = 'other'

/** The values that are known; any other becomes "other". */
export function among(values: readonly string[]): Label {
  const known = new Set(values)
  return (value) => (known.has(value) ? value : otherwise)
}

/** So many different words, whichever come first; for what Slack makes up, such as the names of its errors. */
export function upTo(most: number): Label {
  const seen = new Map<string, string>()
  return (value) => {
    const known = seen.get(value)
    if (known !== undefined) return known
    if (seen.size >= most || !/^[a-zA-Z][\w .-]{0,59}$/.test(value)) return otherwise
    const word = value.replaceAll(' ', '_')
    seen.set(value, word)
    return word
  }
}
