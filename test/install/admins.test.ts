import { expect, test } from 'vitest'
import { actions } from '#slack/ids.ts'
import { addMessage } from '#standin/api/chat.ts'
import { team } from '#standin/world.ts'
import { actions as actionsBlock, button } from '../support/blocks.ts'
import { decisionOf } from '../storage/samples.ts'
import { north, removed, serve, south, type Served } from './served.ts'

const [ana, ben] = north.users.map(({ id }) => id)
const id = 'x'.repeat(32)

/** Somebody presses Delete on a record that another person owns. @returns whether it is still there */
async function isThereAfterDelete(served: Served, user: string, team = north): Promise<boolean> {
  await served.storage.decisions.create(decisionOf(team.id, { id, owner: 'U0SOMEBODY' }))
  const version = (await served.storage.decisions.read(team.id, id))?.version ?? 0
  const message = addMessage(served.slack.api.slack, {
    team: team.id,
    channel: team.channels[0]?.id ?? '',
    via: 'chat.postMessage',
    args: {
      text: 'A',
      blocks: [actionsBlock([button({ action_id: actions.deleteDecision, value: `${id}|${version}` })])],
    },
  })
  const world = served.slack.world.teams.find((one) => one.id === team.id) ?? team
  await served.send(served.slack.payloads.blockActions({ message }, actions.deleteDecision, { team: world, user }))
  await served.service.settled()
  return (await served.storage.decisions.read(team.id, id)) !== undefined
}

test('whoever installed it is an admin there, beside those whom the operator names; others are not', async () => {
  const users = [...north.users, { id: 'U0CHIEF', name: 'chief' }]
  const served = await serve({ world: { teams: [team({ id: north.id, users }), south] }, env: { ADMINS: 'U0CHIEF' } })
  await served.install(north.id)
  expect((await served.storage.installations.read(north.id))?.installer).toBe(ana)
  expect(await isThereAfterDelete(served, ben ?? '')).toBe(true)
  expect(await isThereAfterDelete(served, ana ?? '')).toBe(false)
  expect(await isThereAfterDelete(served, 'U0CHIEF')).toBe(false)
  expect(served.slack.api.problems()).toEqual([])
})

test('nobody is an admin of a workspace for having installed it in another one', async () => {
  const users = [...south.users, { id: ana ?? '', name: 'ana of the other one' }]
  const served = await serve({ world: { teams: [north, team({ id: south.id, users })] } })
  await served.install(north.id)
  await served.install(south.id)
  expect(await isThereAfterDelete(served, ana ?? '', south)).toBe(true)
})

test('whoever installs it anew takes the place of who did before', async () => {
  const served = await serve()
  await served.install(north.id)
  served.clock.advance(60_000)
  await served.send(removed(served, north.id, 'app_uninstalled'))
  const person = served.browser()
  const link = await person.begin()
  const redirectUri = link.searchParams.get('redirect_uri') ?? ''
  served.clock.advance(60_000)
  const code = served.slack.api.allow({ team: north.id, user: ben ?? '', redirectUri })
  expect((await person.finish({ code, state: link.searchParams.get('state') ?? '' })).status).toBe(200)
  expect(await isThereAfterDelete(served, ana ?? '')).toBe(true)
  expect(await isThereAfterDelete(served, ben ?? '')).toBe(false)
})
