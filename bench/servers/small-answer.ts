/** The constant answer of the baselines: a small body with blocks, as an answer to a command has. */
export const smallAnswer = {
  response_type: 'ephemeral' as const,
  text: 'Who uses it: one, two, three',
  blocks: [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text: '*Who uses it*\n• one\n• two\n• three' } },
    { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: 'A constant answer' }] },
  ],
}

/** A setting that a server cannot do without. */
export function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set: bench/main.ts starts this`)
  return value
}
