import { describe, expect, onTestFinished, test } from 'vitest'
import { addMessage } from '#standin/api/chat.ts'
import { manualClock, seededRandom } from '#standin/clock.ts'
import { httpLine, type Line } from '#standin/line.ts'
import { createPeople, type Acted, type People } from '#standin/people/people.ts'
import { startWorld, team, type RunningWorld, type Team } from '#standin/world.ts'
import { actions, button, element, input, modal, plain, type Json } from '../support/blocks.ts'
import { startListener, type Listener, type Says } from './listener.ts'

// What people do, what the world shows of it, and what the app is told over HTTP.

type Scene = { readonly world: RunningWorld; readonly ours: Team; readonly people: People; readonly app: Listener }

const ana = { team: 'T0GOFER', user: 'U0ANA0GOFER' }
const ben = { team: 'T0GOFER', user: 'U0BEN0GOFER' }
const eva = { team: 'T0GOFER', user: 'U0EVA' }
const [general, pay, direct, old, shared] = ['C0GEN0GOFER', 'C0PAY0GOFER', 'D0ANA0GOFER', 'C0OLD0GOFER', 'C0SHARED']
const done: Acted = { kind: 'done' }

async function scene(says: Says = {}): Promise<Scene> {
  const base = team()
  const world = await startWorld(
    {
      teams: [
        team({
          users: [...base.users, { id: eva.user, name: 'eva', team: 'T0NORTH', company: 'Northwind' }],
          channels: [
            ...base.channels,
            { id: shared, name: 'with-northwind', kind: 'public', members: [ana.user, eva.user], shared: true },
          ],
        }),
      ],
    },
    { clock: manualClock(), random: seededRandom() },
  )
  onTestFinished(world.close)
  const app = await startListener(says)
  const [ours = base] = world.world.teams
  return { world, ours, app, people: createPeople(world.api, impatient(httpLine(world.sendTo(app.url)), app)) }
}

/** Nobody waits three seconds for an app that never answers. */
const impatient =
  (line: Line, { says }: Listener): Line =>
  (delivery, options) =>
    line(delivery, { ...options, ...(says.never ? { patienceMs: 20 } : {}) })

const textsIn = ({ world }: Scene, channel: string, { user } = ana): string[] =>
  world.api.visible({ channel, user }).map(({ text }) => text)
const eventOf = (app: Listener, at = 0): Json => (app.heard[at]?.payload['event'] ?? {}) as Json
const posted = ({ world, ours }: Scene, channel: string, blocks: Json[], only?: string) =>
  addMessage(world.api.slack, {
    team: ours.id,
    channel,
    via: only === undefined ? 'chat.postMessage' : 'chat.postEphemeral',
    args: { text: 'Press', blocks },
    ...(only === undefined ? {} : { only }),
  })

/** A window before Ana's eyes, opened as an app opens one. */
async function opened({ world }: Scene, view: Json): Promise<string> {
  const call = await fetch(`${world.api.url}views.open`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-0GOFER-token', 'content-type': 'application/json' },
    body: JSON.stringify({ trigger_id: world.api.trigger(ana), view }),
  })
  expect(await call.json()).toMatchObject({ ok: true })
  return world.api.views().at(-1)?.view.id ?? ''
}

describe('saying something', () => {
  test('shows it to everybody there, and tells the app nothing where it is not spoken to', async () => {
    const here = await scene()
    expect(await here.people.say(ana, { channel: general, text: 'Hello <you>, see https://go.dev' })).toEqual(done)
    expect(textsIn(here, general, ben)).toEqual(['Hello &lt;you&gt;, see <https://go.dev>'])
    expect(here.app.heard).toEqual([])
  })

  test('with a mention tells the app, in the thread it was said in', async () => {
    const { people, app, ours } = await scene()
    await people.say(ana, { channel: general, text: `<@${ours.botUser}> hi`, thread: '1.1' })
    expect(eventOf(app)).toMatchObject({ type: 'app_mention', user: ana.user, channel: general, thread_ts: '1.1' })
  })

  test('with a mention where the app is no member is answered by Slack, to whoever said it', async () => {
    const here = await scene()
    await here.people.say(ana, { channel: pay, text: `<@${here.ours.botUser}> hi` })
    expect(here.app.heard).toEqual([])
    expect(textsIn(here, pay)[1]).toContain('To invite it: /invite @gofer')
    expect(textsIn(here, pay, ben)).toHaveLength(1)
  })

  test('in a direct message tells the app', async () => {
    const { people, app } = await scene()
    await people.say(ana, { channel: direct, text: 'hi' })
    expect(eventOf(app)).toMatchObject({ type: 'message', channel_type: 'im', text: 'hi' })
  })

  test.each<[string, string, string, string]>([
    ['in an archived channel', ana.user, old, '#old is archived'],
    ['where one is no member', ana.user, 'C0LOCKED', 'You are not in #locked'],
    ['where one sees nothing', ben.user, direct, 'ben does not see that channel'],
    ['in a channel that is not there', ana.user, 'C0NONE', 'no channel #C0NONE in T0GOFER'],
  ])('%s fails, with a sentence', async (_where, user, channel, says) => {
    const { people, world, ours } = await scene()
    ours.channels.push({ id: 'C0LOCKED', name: 'locked', kind: 'public', members: [] })
    expect(await people.say({ ...ana, user }, { channel, text: 'hi' })).toEqual({ kind: 'failed', says })
    expect(world.api.visible()).toEqual([])
  })

  test('nothing does nothing', async () => {
    const { people, world } = await scene()
    expect(await people.say(ana, { channel: general, text: ' ' })).toEqual(done)
    expect(world.api.visible()).toEqual([])
  })
})

describe('changing what one said', () => {
  test('tells the app of every change in direct messages', async () => {
    const { people, world, app } = await scene()
    await people.say(ana, { channel: direct, text: 'first' })
    const ts = world.api.visible()[0]?.ts ?? ''
    expect(await people.edit(ana, { channel: direct, ts, text: 'second' })).toEqual(done)
    expect(eventOf(app, 1)).toMatchObject({
      subtype: 'message_changed',
      message: { text: 'second', edited: { user: ana.user } },
      previous_message: { text: 'first' },
    })
    expect(await people.remove(ana, { channel: direct, ts })).toEqual(done)
    expect(eventOf(app, 2)).toMatchObject({ subtype: 'message_deleted', deleted_ts: ts })
    expect(world.api.visible()).toEqual([])
  })

  test('in a channel tells it only of a mention that is new', async () => {
    const { people, world, app, ours } = await scene()
    await people.say(ana, { channel: general, text: 'first' })
    const ts = world.api.visible()[0]?.ts ?? ''
    await people.edit(ana, { channel: general, ts, text: 'second' })
    expect(app.heard).toEqual([])
    await people.edit(ana, { channel: general, ts, text: `<@${ours.botUser}> third` })
    await people.edit(ana, { channel: general, ts, text: `<@${ours.botUser}> fourth` })
    expect(app.heard.map((_, at) => eventOf(app, at)['type'])).toEqual(['app_mention'])
  })

  test('is for one’s own words, but an ephemeral message may be dismissed', async () => {
    const here = await scene()
    await here.people.say(ana, { channel: general, text: 'mine' })
    const at = { channel: general, ts: here.world.api.visible()[0]?.ts ?? '' }
    expect(await here.people.edit(ben, { ...at, text: 'x' })).toMatchObject({ kind: 'failed' })
    expect(await here.people.remove(ben, at)).toMatchObject({ kind: 'failed' })
    const { ts } = posted(here, general, [], ana.user)
    expect(await here.people.remove(ana, { channel: general, ts })).toEqual(done)
    expect(textsIn(here, general)).toEqual(['mine'])
  })
})

describe('a slash command', () => {
  test('goes to the app as it was typed, names with their ids, and its answer is for the typist', async () => {
    const here = await scene({ body: { text: 'Here' } })
    await here.people.say(ana, { channel: pay, text: `/golang compare <@${ben.user}> <#${general}> & more` })
    expect(here.app.heard[0]?.payload).toMatchObject({
      command: '/golang',
      text: `compare <@${ben.user}|ben> <#${general}|general> &amp; more`,
      channel_name: 'payments',
    })
    expect(textsIn(here, pay)).toEqual(['Here'])
    expect(textsIn(here, pay, ben)).toEqual([])
  })

  test.each<[string, { readonly team: string; readonly user: string }, string, string, string | undefined]>([
    ['in a thread is none', ana, '/golang help', '/golang is not supported in threads. Sorry!', '1.1'],
    ['that nobody made is none', ana, '/rust help', '/rust is not a valid command.', undefined],
    ['of somebody from outside is none', eva, '/golang help', '/golang is not a valid command.', undefined],
  ])('%s', async (_what, as, text, says, thread) => {
    const here = await scene()
    await here.people.say(as, { channel: shared, text, ...(thread === undefined ? {} : { thread }) })
    expect(here.app.heard).toEqual([])
    expect(textsIn(here, shared, as)).toEqual([says])
  })

  test.each<[string, Says, string]>([
    ['never answers', { never: true }, 'operation_timeout'],
    ['breaks', { status: 500 }, 'dispatch_failed'],
  ])('to an app that %s fails in Slack’s words', async (_how, says, error) => {
    const here = await scene(says)
    await here.people.say(ana, { channel: general, text: '/golang help' })
    expect(textsIn(here, general)).toEqual([`/golang failed with the error "${error}"`])
  })

  test('/invite brings the app into a channel, once', async () => {
    const here = await scene()
    const invite = () => here.people.say(ana, { channel: pay, text: `/invite <@${here.ours.botUser}>` })
    await invite()
    await invite()
    await here.people.say(ana, { channel: pay, text: '/invite nobody' })
    expect(textsIn(here, pay)).toEqual([
      `<@${here.ours.botUser}> was added to #payments by <@${ana.user}>.`,
      '@gofer is already in this channel.',
      'Nobody of that name can be invited here.',
    ])
    await here.people.say(ben, { channel: pay, text: `<@${here.ours.botUser}> hi` })
    expect(eventOf(here.app)).toMatchObject({ type: 'app_mention', channel: pay })
  })
})

describe('a press', () => {
  test('tells the app where it was, and fails in a sentence where the app does', async () => {
    const here = await scene()
    const { ts } = posted(here, general, [actions([button({ value: 'v' })])])
    const on = { kind: 'message', channel: general, ts } as const
    expect(await here.people.press(ben, on, { action: 'press' })).toEqual(done)
    expect(here.app.heard[0]?.payload).toMatchObject({ actions: [{ value: 'v' }], container: { message_ts: ts } })
    here.app.says = { status: 500 }
    expect(await here.people.press(ben, on, { action: 'press' })).toEqual({
      kind: 'failed',
      says: 'Something went wrong: dispatch_failed',
    })
  })

  test('on what is gone, or was never there, is a sentence and tells nobody', async () => {
    const here = await scene()
    const { ts } = posted(here, general, [actions([button({ value: 'v' })])], ana.user)
    const on = { kind: 'message', channel: general, ts } as const
    expect(await here.people.press(ben, on, { action: 'press' })).toEqual({
      kind: 'failed',
      says: 'That message is gone.',
    })
    expect(await here.people.press(ana, on, { action: 'other' })).toMatchObject({ kind: 'failed' })
    expect(await here.people.press(ana, { kind: 'view', id: 'V0' }, { action: 'press' })).toEqual({
      kind: 'failed',
      says: 'That window is closed.',
    })
    expect(here.app.heard).toEqual([])
  })
})

test.each([
  ['C0LEAD0GOFER', 'privategroup'],
  ['C0GROUP', 'mpdm-ana--ben-1'],
])('the app is told of %s as %s, whatever is done there', async (channel, name) => {
  const here = await scene()
  const members = [ana.user, here.ours.botUser]
  here.ours.channels.push({ id: 'C0GROUP', name: 'mpdm-ana--ben-1', kind: 'private', members })
  const { ts } = posted(here, channel, [actions([button({ value: 'v' })])])
  await here.people.say(ana, { channel, text: '/golang help' })
  await here.people.press(ana, { kind: 'message', channel, ts }, { action: 'press' })
  await here.people.messageShortcut(ana, 'about', { channel, ts })
  expect(here.app.heard.map(({ payload }) => payload)).toMatchObject([
    { channel_id: channel, channel_name: name },
    { channel: { id: channel, name } },
    { channel: { id: channel, name } },
  ])
})

describe('a form', () => {
  const form = (more: Json = {}): Json =>
    modal(
      [
        input(element('plain_text_input'), { block_id: 'why' }),
        input(element('external_select', { action_id: 'domain', min_query_length: 0 }), {
          block_id: 'domain',
          optional: true,
        }),
      ],
      { callback_id: 'form', ...more },
    )

  test('that the app refuses says so on its fields, and stays open', async () => {
    const here = await scene({ body: { response_action: 'errors', errors: { why: 'Not that' } } })
    const view = await opened(here, form())
    expect(await here.people.submit(ana, view, { why: 'x' })).toEqual({ kind: 'errors', errors: { why: 'Not that' } })
    expect(here.world.api.views()).toHaveLength(1)
    here.app.says = {}
    expect(await here.people.submit(ana, view, { why: 'y' })).toEqual(done)
    expect(here.world.api.views()).toEqual([])
  })

  test('is not sent while a field is empty that must not be', async () => {
    const here = await scene()
    const view = await opened(here, form())
    expect(await here.people.submit(ana, view, {})).toMatchObject({ kind: 'failed' })
    expect(here.app.heard).toEqual([])
  })

  test.each<[string, Says, string]>([
    ['never answers', { never: true }, 'We had some trouble connecting. Try again? (operation_timeout)'],
    ['breaks', { status: 503 }, 'We had some trouble connecting. Try again? (dispatch_failed)'],
    [
      'answers nonsense',
      { body: { response_action: 'update', view: { type: 'modal' } } },
      'We had some trouble connecting. Try again? (invalid_view)',
    ],
  ])('of an app that %s stays open, with Slack’s words over it', async (_how, says, words) => {
    const here = await scene(says)
    const view = await opened(here, form())
    expect(await here.people.submit(ana, view, { why: 'x' })).toEqual({ kind: 'failed', says: words })
    expect(here.world.api.views()).toHaveLength(1)
  })

  test('offers what the app suggests, and a word where it does not', async () => {
    const here = await scene({ body: { options: [{ text: plain('Finance'), value: 'fin' }] } })
    const view = await opened(here, form())
    const suggest = () => here.people.suggest(ana, { kind: 'view', id: view }, { action: 'domain', value: 'f' })
    expect(await suggest()).toMatchObject({ kind: 'options', groups: [{ options: [{ value: 'fin' }] }] })
    here.app.says = { status: 500 }
    expect(await suggest()).toEqual({ kind: 'failed', says: 'No options: dispatch_failed' })
    here.app.says = { body: { options: 'none' } }
    expect(await suggest()).toEqual({ kind: 'failed', says: 'No options: invalid_options' })
  })

  test('that is closed tells the app where it asked to be told', async () => {
    const here = await scene()
    expect(await here.people.close(ana, await opened(here, form()))).toEqual(done)
    expect(here.app.heard).toEqual([])
    expect(await here.people.close(ana, await opened(here, form({ notify_on_close: true })), true)).toEqual(done)
    expect(here.app.heard[0]?.payload).toMatchObject({ type: 'view_closed', is_cleared: true })
    expect(here.world.api.views()).toEqual([])
  })

  test('is nobody else’s', async () => {
    const here = await scene()
    const view = await opened(here, form())
    expect(await here.people.submit(ben, view, { why: 'x' })).toEqual({
      kind: 'failed',
      says: 'That window is closed.',
    })
  })
})

test('shortcuts and the Home reach the app', async () => {
  const here = await scene()
  await here.people.say(ana, { channel: general, text: 'look' })
  const ts = here.world.api.visible()[0]?.ts ?? ''
  await here.people.shortcut(ana, 'open')
  await here.people.messageShortcut(ben, 'about', { channel: general, ts })
  await here.people.openHome(ana)
  expect(here.app.heard.map(({ payload }) => payload)).toMatchObject([
    { type: 'shortcut', callback_id: 'open' },
    { type: 'message_action', callback_id: 'about', message: { text: 'look', user: ana.user } },
    { event: { type: 'app_home_opened', tab: 'home', user: ana.user, channel: direct } },
  ])
  expect(here.world.api.problems()).toEqual([])
})
