import type { webApi } from '@slack/bolt'
import type { Events } from '#events.ts'
import type { Clock } from './clock.ts'
import { failureOf, type Outcome, replyOf } from './outcome.ts'
import { type FileWords, type Place, uploadFile } from './upload.ts'

export type Fetch = webApi.FetchFunction
/** The part of Slack's client that is used; it carries the right token for the team. */
export type Client = Pick<webApi.WebClient, 'apiCall'>

/** Everything that leaves for Slack, besides acknowledgements. Nothing here throws for what Slack or the network does. */
export type Outbound = {
  /** Calls a method of the Web API. Tries again only where the call surely had no effect: a lost answer to a post may be a post. */
  readonly call: (client: Client, method: string, args: Record<string, unknown>, request: string) => Promise<Outcome>
  /** Posts to a response_url: works where the bot is no member, five times within thirty minutes. */
  readonly respond: (url: string, body: Record<string, unknown>, request: string) => Promise<Outcome>
  /**
   * Shares a text as a file. Where it goes is asked for only once Slack has the content, so that nothing is posted for a file
   * that may not be. `missing_scope`: the operator has not allowed files.
   */
  readonly upload: (
    client: Client,
    file: FileWords,
    place: () => Promise<Place | Outcome>,
    request: string,
  ) => Promise<Outcome>
}

/** Slack's own hosts for response_url and for the content of files, its government cloud included. */
const slackHosts = {
  respond: new Set(['hooks.slack.com', 'hooks.slack-gov.com']),
  upload: new Set(['files.slack.com', 'files.slack-gov.com']),
} as const

const attempts = 3
const longestPauseMs = 10_000
const respondTimeoutMs = 3_000
/** A file is larger than a message, and nobody's acknowledgement waits for it. */
const uploadTimeoutMs = 10_000
/** Two ways may have to be tried one after the other, and nobody waits in vain for longer than half a minute. */
const busyForMs = 10_000
/** The wait before trying again when nobody listened. */
const pauseMs = 300

/**
 * @param apiUrl the base of the Web API where it is not Slack's own; its host may then be answered as well
 */
export function createOutbound({
  fetch,
  clock,
  events,
  apiUrl,
}: {
  fetch: Fetch
  clock: Clock
  events: Events
  apiUrl?: string | undefined
}): Outbound {
  const own = apiUrl === undefined ? undefined : new URL(apiUrl).host

  async function once(name: string, send: () => Promise<Outcome>): Promise<Outcome> {
    const started = clock.now()
    const outcome = await send()
    events.called(name, outcome.kind, clock.now() - started)
    return outcome
  }

  async function repeated(name: string, request: string, send: () => Promise<Outcome>): Promise<Outcome> {
    const begun = clock.now()
    let outcome = await once(name, send)
    for (let attempt = 1; outcome.kind === 'refused' && outcome.again !== undefined; attempt += 1) {
      // Slack says itself when it will listen again, so a busy one is waited for; a network that is not there is not.
      const isBusy = outcome.reason === 'ratelimited' && clock.now() - begun < busyForMs
      if (outcome.again > longestPauseMs || (attempt >= attempts && !isBusy)) break
      await clock.wait(outcome.again || pauseMs)
      outcome = await once(name, send)
    }
    if (outcome.kind !== 'sent') events.refused(name, outcome.reason, { request })
    return outcome
  }

  const call: Outbound['call'] = (client, method, args, request) =>
    repeated(method, request, () =>
      client.apiCall(method, args).then((body): Outcome => ({ kind: 'sent', body: { ...body } }), failureOf),
    )

  return {
    call,
    respond: (url, body, request) =>
      repeated('response_url', request, () =>
        post(fetch, url, {
          hosts: slackHosts.respond,
          own,
          timeoutMs: respondTimeoutMs,
          type: 'application/json; charset=utf-8',
          body: JSON.stringify(body),
        }),
      ),
    upload: (client, file, place, request) =>
      uploadFile(file, place, {
        call: (method, args) => call(client, method, args, request),
        send: (url, content) =>
          repeated('upload', request, () =>
            post(fetch, url, {
              hosts: slackHosts.upload,
              own,
              timeoutMs: uploadTimeoutMs,
              type: 'application/octet-stream',
              body: content,
            }),
          ),
      }),
  }
}

type Post = {
  readonly hosts: ReadonlySet<string>
  /** The host of the Web API where it is not Slack's own. */
  readonly own: string | undefined
  readonly timeoutMs: number
  readonly type: string
  readonly body: string
}

async function post(fetch: Fetch, url: string, { hosts, own, timeoutMs, type, body }: Post): Promise<Outcome> {
  if (!isAllowed(url, hosts, own)) return { kind: 'refused', reason: 'foreign_host' }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return replyOf(response.status, await response.text())
  } catch (error) {
    return failureOf(error)
  }
}

/** The address comes from outside: without this check a stolen signing secret could make us call anything. */
function isAllowed(address: string, hosts: ReadonlySet<string>, own: string | undefined): boolean {
  const url = URL.parse(address)
  if (!url) return false
  return (url.protocol === 'https:' && hosts.has(url.host)) || (own !== undefined && url.host === own)
}
