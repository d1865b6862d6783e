import type { IncomingMessage, ServerResponse } from 'node:http'
import type { As, WireDetail } from '#page/protocol.ts'
import type { Slack } from '#standin/api/state.ts'
import { sign } from '#standin/sign.ts'
import { curlOf, type Exchange } from '#standin/wire.ts'
import { perform, type Stage } from './act.ts'
import { createAssets, sendAsset } from './assets.ts'
import { readRequest } from './read.ts'
import { wireOf } from './scene.ts'
import type { Stream } from './stream.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export type RouteOptions = { readonly slack: Slack; readonly stage: Stage; readonly stream: Stream }

const largestBody = 1_000_000

/**
 * The page and what it speaks with. Only a page that was served from here may speak: another site that the same browser
 * has open cannot act in the workspace, nor can a name that was made to point here.
 */
export function workspaceRoutes({ slack, stage, stream }: RouteOptions): ReadonlyMap<string, Handle> {
  const assets = createAssets()
  const page: Handle = async (request, response) => {
    const asset = await assets.find(pathOf(request))
    if (!asset) return refuse(response, 404, 'not found')
    sendAsset(request, response, asset, pathOf(request) === '/' ? { 'content-security-policy': assets.policy() } : {})
  }
  const listen: Handle = (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://workspace.invalid')
    const as = knownAs(slack, { team: searchParams.get('team') ?? '', user: searchParams.get('user') ?? '' })
    const session = searchParams.get('session')
    if (!session || !as) return refuse(response, 400, 'the stream wants a session')
    stream.open(request, response, session, as)
  }
  const act: Handle = async (request, response) => {
    const body = await readText(request)
    const wish = body === undefined ? undefined : readRequest(body)
    if (!wish) return refuse(response, 400, 'not an act')
    say(response, await perform(stage, { team: wish.team, user: wish.user }, wish.act))
  }
  const wire: Handle = (request, response) => {
    const exchange = slack.wire.find(Number(pathOf(request).split('/').at(-1)))
    if (!exchange) return refuse(response, 404, 'that is too long ago')
    const { request: sent, answer } = exchange
    const detail: WireDetail = {
      ...wireOf(exchange),
      request: sent,
      curl: curlOf(exchange, signedNow(slack, exchange)),
      ...(answer ? { answer } : {}),
    }
    say(response, detail)
  }
  return new Map([
    ['GET /', page],
    ['GET /page/*', page],
    ['GET /workspace/stream', ownOnly(listen)],
    ['POST /workspace/act', ownOnly(act)],
    ['GET /workspace/wire/*', ownOnly(wire)],
  ])
}

/** A copied delivery is signed anew: an old signature is good for five minutes only. */
const signedNow = ({ world, clock }: Slack, { direction, via, raw = '' }: Exchange): Readonly<Record<string, string>> =>
  direction === 'to the app' && via === 'http' ? { ...sign(raw, { secret: world.signingSecret, at: clock.now() }) } : {}

function ownOnly(handle: Handle): Handle {
  return (request, response) => {
    const { origin, host = '' } = request.headers
    const site = request.headers['sec-fetch-site']
    const isForeign = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`
    if (isForeign || (site !== undefined && site !== 'same-origin' && site !== 'none') || !isOwnName(request))
      return refuse(response, 403, 'only the page served from here may ask this')
    return handle(request, response)
  }
}

/** On loopback only loopback's names: a foreign name that resolves to this machine is somebody else's page. */
function isOwnName({ headers, socket }: IncomingMessage): boolean {
  const address = socket.localAddress ?? ''
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(address)
  const name = (headers.host ?? '').replace(/:\d+$/, '')
  return !isLoopback || /^(localhost|127\.[\d.]+|\[::1\])$/.test(name)
}

/** Somebody of the world; the first of all where nobody was named. */
function knownAs({ world }: Slack, { team, user }: As): As | undefined {
  const home = world.teams.find(({ id }) => id === team) ?? world.teams[0]
  const person = home?.users.find(({ id }) => id === user) ?? home?.users[0]
  return home && person && { team: home.id, user: person.id }
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  // Only buffers come from a stream without an encoding.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/'

function say(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}
