import type { webApi } from '@slack/bolt'
import type { Events } from '#events.ts'
import type { Clock } from './clock.ts'
import { failureOf, type Outcome, replyOf } from './outcome.ts'

export type Fetch = webApi.FetchFunction
/** The part of Slack's client that is used; it carries the right token for the team. */
export type Client = Pick<webApi.WebClient, 'apiCall'>

/** Everything that leaves for Slack, besides acknowledgements. Nothing here throws for what Slack or the network does. */
export type Outbound = {
  /** Calls a method of the Web API. Tries again only where the call surely had no effect: a lost answer to a post may be a post. */
  readonly call: (client: Client, method: string, args: Record<string, unknown>, request: string) => Promise<Outcome>
  /** Posts to a response_url: works where the bot is no member, five times within thirty minutes. */
  readonly respond: (url: string, body: Record<string, unknown>, request: string) => Promise<Outcome>
}

/** Slack's own hosts for response_url, its government cloud included. */
const slackHosts = new Set(['hooks.slack.com', 'hooks.slack-gov.com'])

const attempts = 3
const longestPauseMs = 10_000
const respondTimeoutMs = 3_000
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

  async function repeated(name: string, request: string, send: () => Promise<Outcome>): Promise<Outcome> {
    let outcome = await send()
    for (
      let attempt = 1;
      attempt < attempts && outcome.kind === 'refused' && outcome.again !== undefined;
      attempt += 1
    ) {
      if (outcome.again > longestPauseMs) break
      await clock.wait(outcome.again || pauseMs)
      outcome = await send()
    }
    if (outcome.kind !== 'sent') events.refused(name, outcome.reason, { request })
    return outcome
  }

  return {
    call: (client, method, args, request) =>
      repeated(method, request, () =>
        client.apiCall(method, args).then((body): Outcome => ({ kind: 'sent', body: { ...body } }), failureOf),
      ),
    respond: (url, body, request) =>
      repeated('response_url', request, async () =>
        isAllowed(url, own) ? respond(fetch, url, body) : { kind: 'refused', reason: 'foreign_host' },
      ),
  }
}

/** The address comes with a payload: without this check a stolen signing secret could make us call anything. */
function isAllowed(address: string, own: string | undefined): boolean {
  const url = URL.parse(address)
  if (!url) return false
  return (url.protocol === 'https:' && slackHosts.has(url.host)) || (own !== undefined && url.host === own)
}

async function respond(fetch: Fetch, url: string, body: Record<string, unknown>): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(respondTimeoutMs),
    })
    return replyOf(response.status, await response.text())
  } catch (error) {
    return failureOf(error)
  }
}
