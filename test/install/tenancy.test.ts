import { describe, expect, test } from 'vitest'
import { addMessage } from '#standin/api/chat.ts'
import { actions, callbacks } from '#slack/ids.ts'
import { team as teamOf, type Team } from '#standin/world.ts'
import { StorageDown } from '#storage/down.ts'
import { memoryStorage } from '#storage/memory.ts'
import { actions as actionsBlock, button } from '../support/blocks.ts'
import { decisionOf } from '../storage/samples.ts'
import { eva, host, keyOf, north, removed, serve, shared, south, textOf, type Served } from './served.ts'

const worldTeam = ({ slack }: Served, id: string): Team => {
  const team = slack.world.teams.find((one) => one.id === id)
  if (!team) throw new Error(`no team ${id}`)
  return team
}

describe('in a channel that is shared with another company', () => {
  const start = async (both: boolean) => {
    const served = await serve({ world: { teams: [host, south] } })
    await served.install(north.id)
    if (both) await served.install(south.id)
    return served
  }
  const message = (served: Served, action: string, only?: string) =>
    addMessage(served.slack.api.slack, {
      team: north.id,
      channel: shared.id,
      via: only ? 'chat.postEphemeral' : 'chat.postMessage',
      args: { text: 'Press', blocks: [actionsBlock([button({ action_id: action, value: 'x'.repeat(32) })])] },
      ...(only ? { only } : {}),
    })
  const press = async (served: Served, action: string, user: string, only?: string) => {
    const team = worldTeam(served, north.id)
    const sent = served.slack.payloads.blockActions({ message: message(served, action, only) }, action, { team, user })
    expect((await served.send(sent)).status).toBe(200)
    await served.service.settled()
    return served.slack.api.visible({ channel: shared.id, user: eva.id }).at(-1)?.text ?? ''
  }

  test.each([true, false])('guests may ask, in the tenant of the host (the app at home too: %s)', async (both) => {
    const served = await start(both)
    const mention = served.slack.payloads.appMention('who builds', {
      team: worldTeam(served, north.id),
      user: 'eva',
      channel: shared.name,
    })
    expect((await served.send(mention)).status).toBe(200)
    await served.service.settled()
    expect(served.slack.api.calls('chat.postMessage').map(({ team }) => team)).toEqual([north.id])
    const dumped = await served.storage.dump(north.id)
    expect(dumped['conversations']).toHaveLength(1)
    expect((await served.storage.dump(south.id))['conversations']).toEqual([])
    expect(served.slack.api.problems()).toEqual([])
  })

  test.each([
    actions.vote,
    actions.closeBallot,
    actions.openDecision,
    actions.deleteDecision,
    actions.exportDecision,
    actions.shareDecision,
    actions.askTeam,
    actions.moreDecisions,
    actions.decide,
    actions.stillRight,
  ])('guests get a polite word for what is the workspace’s own: %s', async (action) => {
    for (const both of [true, false]) {
      const served = await start(both)
      await served.storage.decisions.create(decisionOf(north.id, { id: 'x'.repeat(32) }))
      const before = JSON.stringify((await served.storage.dump(north.id))['decisions'])
      expect(await press(served, action, 'eva')).toContain('belongs to the workspace')
      expect(JSON.stringify((await served.storage.dump(north.id))['decisions'])).toBe(before)
      expect(served.slack.api.problems()).toEqual([])
    }
  })

  test('a guest who got hold of a window cannot send it, close it or search in it', async () => {
    const served = await start(true)
    const team = worldTeam(served, north.id)
    const view = {
      id: 'V1',
      hash: 'h',
      root_view_id: 'V1',
      previous_view_id: null,
      type: 'modal',
      callback_id: callbacks.vote,
      private_metadata: '{}',
      notify_on_close: true,
      app_installed_team_id: north.id,
      blocks: [],
    }
    const open = { team: team.id, user: eva.id, view }
    const who = { team, user: 'eva' }
    const sent = await served.send(served.slack.payloads.viewSubmission(open, {}, who))
    expect(sent.body).toMatchObject({ response_action: 'update', view: { type: 'modal' } })
    expect(sent.text).toContain('belongs to the workspace')
    expect((await served.send(served.slack.payloads.viewClosed(open, who))).status).toBe(200)
    expect(await served.storage.ballots.dueToClose(10)).toEqual([])
  })

  test('their own people go on as ever', async () => {
    const served = await start(true)
    expect(await press(served, actions.openDecision, 'ana')).not.toContain('belongs to the workspace')
  })

  test('where not even the host can be told, a guest without the app hears that it is not installed', async () => {
    const served = await start(false)
    expect(await press(served, actions.vote, 'eva', eva.id)).toContain('not installed in your workspace')
  })
})

describe('installed for a whole organisation', () => {
  const grid = () => ({
    organisations: [{ id: 'E0ORG', name: 'Org' }],
    teams: [
      teamOf({ id: north.id, enterprise: 'E0ORG' }),
      teamOf({ id: south.id, enterprise: 'E0ORG' }),
      teamOf({ id: 'T0ELSE' }),
    ],
  })
  const orgWide = (payload: Readonly<Record<string, unknown>>, team: string) => ({
    ...payload,
    enterprise_id: 'E0ORG',
    enterprise: { id: 'E0ORG', name: 'Org' },
    is_enterprise_install: 'command' in payload ? 'true' : true,
    ...('authorizations' in payload
      ? {
          authorizations: [
            { enterprise_id: 'E0ORG', team_id: team, user_id: 'U0BOT', is_bot: true, is_enterprise_install: true },
          ],
        }
      : {}),
  })
  const asOrg = <T extends { payload: Record<string, unknown> }>(delivery: T, team: string): T => ({
    ...delivery,
    payload: orgWide(delivery.payload, team),
  })

  test('serves each workspace of it as itself, and no other', async () => {
    const served = await serve({ world: grid() })
    const page = await served.install(north.id, { org: true })
    expect(page.text).toContain('installed in Org')
    expect(await served.storage.installations.read('E0ORG')).toMatchObject({ org: true, enterprise: 'E0ORG' })
    for (const id of [north.id, south.id]) {
      const team = worldTeam(served, id)
      const command = await served.send(asOrg(served.slack.payloads.slashCommand('who builds', { team }), id))
      expect(textOf(command.body)).toContain('Stone')
      await served.send(asOrg(served.slack.payloads.appMention('who builds', { team }), id))
    }
    await served.service.settled()
    expect(served.slack.api.calls('chat.postMessage').map(({ team, args }) => [team, args['team_id']])).toEqual([
      [north.id, north.id],
      [south.id, south.id],
    ])
    for (const id of [north.id, south.id]) expect((await served.storage.dump(id))['conversations']).toHaveLength(1)
    const other = worldTeam(served, 'T0ELSE')
    const stranger = await served.send(served.slack.payloads.slashCommand('who builds', { team: other }))
    expect(textOf(stranger.body)).toContain('not installed')
    expect(served.slack.api.problems()).toEqual([])
  })

  test('a press names the organisation alone, and the person’s workspace', async () => {
    const served = await serve({ world: grid() })
    await served.install(north.id, { org: true })
    const team = worldTeam(served, south.id)
    await served.send(asOrg(served.slack.payloads.slashCommand('who builds', { team }), south.id))
    const [message] = served.slack.api.visible({ user: 'U0ANA0SOUTH' })
    if (!message) throw new Error('no answer')
    const press = asOrg(served.slack.payloads.blockActions({ message }, actions.why, { team }), south.id)
    expect((await served.send({ ...press, payload: { ...press.payload, team: null } })).status).toBe(200)
    await served.service.settled()
    expect(served.slack.api.calls('views.open').map(({ team: whose }) => whose)).toEqual([south.id])
  })

  test('goes with all its workspaces when the organisation takes it away', async () => {
    const served = await serve({ world: grid() })
    await served.install(north.id, { org: true })
    for (const id of [north.id, south.id]) {
      const team = worldTeam(served, id)
      await served.send(asOrg(served.slack.payloads.appMention('who builds', { team }), id))
      await served.storage.decisions.create(decisionOf(id))
    }
    await served.service.settled()
    served.clock.advance(60_000)
    const event = removed(served, north.id, 'app_uninstalled', {
      more: {
        team_id: null,
        enterprise_id: 'E0ORG',
        authorizations: [{ enterprise_id: 'E0ORG', team_id: null, user_id: 'U', is_enterprise_install: true }],
      },
    })
    expect((await served.send(event)).status).toBe(200)
    for (const id of [north.id, south.id, 'E0ORG'])
      expect(Object.values(await served.storage.dump(id)).flat()).toEqual([])
  })
})

describe('a token that no key of ours opens', () => {
  test('is told in words that help: to people what they can expect, to the operator which key is missing', async () => {
    const served = await serve()
    // Started before there was anything to look at: with the token in the store it would not.
    const other = await served.replica({}, { TOKEN_ENCRYPTION_KEY: `second:${keyOf()}` })
    await served.install(north.id)
    const team = worldTeam(served, north.id)
    const reply = await other.send(served.slack.payloads.slashCommand('who builds', { team }))
    expect([reply.status, textOf(reply.body)]).toEqual([200, expect.stringContaining('I cannot read the token')])
    expect(textOf(reply.body)).not.toContain('request')
    // An event has nobody to tell without the token: Slack gives it again, to whoever has the key.
    expect((await other.send(served.slack.payloads.appMention('who builds', { team }))).status).toBe(503)
    await other.service.settled()
    const lines = served.log.filter((line) => line.includes('which sealed the token of T0NORTH'))
    expect(lines).toEqual([expect.stringContaining('TOKEN_ENCRYPTION_KEY: the key \\"first\\"')])
    expect(served.slack.api.calls('chat.postMessage')).toEqual([])
  })
})

describe('while the store is down', () => {
  const failing = () => {
    const state = { down: false, hangs: false }
    const storage = (now: () => number) => {
      const whole = memoryStorage(now)
      const { installations } = whole
      const read: typeof installations.read = (team) =>
        state.hangs
          ? new Promise(() => {})
          : state.down
            ? Promise.reject(new StorageDown('gone', new Error('away')))
            : installations.read(team)
      return { ...whole, installations: { ...installations, read } }
    }
    return { state, storage }
  }

  test('a workspace that is remembered is answered, for as long as it takes', async () => {
    const { state, storage } = failing()
    const served = await serve({ storage })
    await served.install(north.id)
    const team = worldTeam(served, north.id)
    const command = () => served.send(served.slack.payloads.slashCommand('who builds', { team }))
    expect(textOf((await command()).body)).toContain('Stone')
    state.down = true
    for (let minutes = 0; minutes < 60; minutes += 10) {
      served.clock.advance(10 * 60_000)
      expect(textOf((await command()).body)).toContain('Stone')
    }
  })

  test('nobody is called a stranger: words where Slack reads some, 503 where it comes again', async () => {
    const { state, storage } = failing()
    const served = await serve({ storage })
    await served.install(north.id)
    state.down = true
    const team = worldTeam(served, north.id)
    const { payloads } = served.slack
    const command = await served.send(payloads.slashCommand('who builds', { team }))
    expect([command.status, textOf(command.body)]).toEqual([200, expect.stringContaining('cannot reach my database')])
    const event = payloads.appMention('who builds', { team })
    const refused = await served.send(event)
    expect([refused.status, refused.text, refused.headers['x-slack-no-retry']]).toEqual([503, '', undefined])
    expect((await served.send(payloads.shortcut('gofer_open', { team }))).status).toBe(503)
    state.down = false
    expect((await served.send(event, { retry: { num: 1, reason: 'http_error' } })).status).toBe(200)
    await served.service.settled()
    expect(served.slack.api.calls('chat.postMessage')).toHaveLength(1)
  })

  test('a store that hangs is one that is down, before Slack has lost its patience', async () => {
    const { state, storage } = failing()
    const served = await serve({ storage })
    await served.install(north.id)
    state.hangs = true
    const { payloads } = served.slack
    const team = worldTeam(served, north.id)
    const coming = [
      served.send(payloads.slashCommand('who builds', { team })),
      served.send(payloads.appMention('who builds', { team })),
    ]
    await expect.poll(() => served.clock.waiting().filter((ms) => ms === 1500)).not.toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 50))
    served.clock.advance(1_500)
    const [command, event] = await Promise.all(coming)
    expect(textOf(command?.body)).toContain('cannot reach my database')
    expect(event?.status).toBe(503)
  })

  test('the install page and its end say so, and the state can be used afterwards', async () => {
    let down = false
    const served = await serve({
      storage: (now) => {
        const whole = memoryStorage(now)
        const gone = () => Promise.reject(new StorageDown('gone', new Error('away')))
        const { states } = whole.installations
        return {
          ...whole,
          installations: {
            ...whole.installations,
            save: (given) => (down ? gone() : whole.installations.save(given)),
            states: {
              add: (given) => (down ? gone() : states.add(given)),
              take: (given) => (down ? gone() : states.take(given)),
            },
          },
        }
      },
    })
    const browser = served.browser()
    const state = (await browser.begin()).searchParams.get('state') ?? ''
    const code = served.slack.api.allow({ team: north.id, user: 'U0ANA0NORTH' })
    down = true
    expect((await browser.get('/slack/install')).status).toBe(503)
    const page = await browser.finish({ code, state })
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('try again')])
    down = false
    expect((await browser.finish({ code, state })).status).toBe(200)
  })
})
