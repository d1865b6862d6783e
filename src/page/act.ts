import type { Act, As, Request, Result } from './protocol.ts'

/** Slack's own limit for a message. */
const mostCharacters = 40_000

/** Does something as somebody. Never rejects: what went wrong on the way is a `failed` with words for people. */
export async function act(session: string, as: As, act: Act): Promise<Result> {
  const request: Request = { team: as.team, user: as.user, session, act }
  try {
    const response = await fetch('/workspace/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
    if (response.ok) return (await response.json()) as Result
    if (act.kind === 'send' && act.text.length > mostCharacters)
      return { kind: 'failed', says: `Too long: a message holds ${mostCharacters} characters at most.` }
    return { kind: 'failed', says: `The workspace answered with an error (${response.status}).` }
  } catch {
    return { kind: 'failed', says: 'The workspace cannot be reached. Is it still running?' }
  }
}
