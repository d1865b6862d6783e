import type { Fetch } from '#slack/outbound.ts'

/** Something that left for Slack, as Slack would read it. */
export type Outgoing = {
  /** A method of the Web API, or `response_url`. */
  readonly method: string
  readonly url: string
  readonly token?: string
  readonly body: Readonly<Record<string, unknown>>
}

/** What a Slack says to it: an object is a 200 with JSON. A function of it may also reject, as a network does. */
export type Said = Readonly<Record<string, unknown>> | Response

/** A fetch that records what leaves and lets somebody play Slack. Takes Bolt's client and response_url alike. */
export function recordingFetch(calls: Outgoing[], answer: (call: Outgoing) => Said | Promise<Said>): Fetch {
  return async (input, init) => {
    const url = String(input)
    const call = readCall(url, init?.headers ?? {}, typeof init?.body === 'string' ? init.body : '')
    calls.push(call)
    const said = await answer(call)
    return said instanceof Response ? said : Response.json(said)
  }
}

function readCall(url: string, headers: Readonly<Record<string, string>>, body: string): Outgoing {
  if (isJson(headers)) return { method: 'response_url', url, body: JSON.parse(body) as Record<string, unknown> }
  const authorization = headers['Authorization'] ?? headers['authorization']
  const fields = [...new URLSearchParams(body)].map(([key, value]) => [key, readField(key, value)] as const)
  return {
    method: url.slice(url.lastIndexOf('/') + 1),
    url,
    body: Object.fromEntries(fields),
    ...(authorization ? { token: authorization.replace('Bearer ', '') } : {}),
  }
}

const isJson = (headers: Readonly<Record<string, string>>): boolean =>
  Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === 'content-type' && value.includes('application/json'),
  )

/** A form knows only text; what Slack reads as JSON or as a truth value is read so here. */
function readField(key: string, value: string): unknown {
  if (key === 'blocks' || key === 'view' || key === 'attachments') return JSON.parse(value)
  return key !== 'text' && (value === 'true' || value === 'false') ? value === 'true' : value
}
