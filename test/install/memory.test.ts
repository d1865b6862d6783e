import { expect, test } from 'vitest'
import { webApi } from '@slack/bolt'
import { createLog } from '#log.ts'
import { manyWorkspaces } from '#install/install.ts'
import { createSealer } from '#install/seal.ts'
import { manualClock } from '#standin/clock.ts'
import { memoryStorage } from '#storage/memory.ts'
import { installationOf } from '../storage/samples.ts'
import { keyOf, north, publicUrl, serve, south } from './served.ts'

const workspaces = 10_000

test('of 10,000 workspaces a thousand are remembered, however often each of them comes', async () => {
  const clock = manualClock()
  const { installations: store } = memoryStorage(clock.now)
  const encryptionKeys = [{ base64: keyOf() }]
  const sealer = createSealer(encryptionKeys)
  const teams = Array.from({ length: workspaces }, (_, at) => `T${at}`)
  await Promise.all(
    teams.map((team) =>
      store.save(installationOf(team, { token: sealer.seal(`xoxb-${team}`, { team, field: 'token' }) })),
    ),
  )
  const reads: string[] = []
  const many = manyWorkspaces(
    { clientId: '1', clientSecret: 's', encryptionKeys, publicUrl, command: '/ask' },
    {
      store: { ...store, read: (team) => (reads.push(team), store.read(team)) },
      fetch,
      clock,
      log: createLog({ level: 'silent', format: 'json' }),
      clientOptions: { slackApiUrl: 'http://127.0.0.1:1/api/' },
    },
  )
  const ask = (team: string) =>
    many.authorize({ teamId: team, enterpriseId: undefined, isEnterpriseInstall: false }, { team_id: team } as never)
  for (let round = 0; round < 2; round += 1)
    for (let from = 0; from < workspaces; from += 500) {
      const results = await Promise.all(teams.slice(from, from + 500).map(ask))
      expect(results.map(({ teamId }) => teamId)).toEqual(teams.slice(from, from + 500))
      expect(many.size()).toBeLessThanOrEqual(1_000)
    }
  expect(many.size()).toBe(1_000)
  // Strangers push nobody out for long, and are not kept either.
  await Promise.all(Array.from({ length: 5_000 }, (_, at) => ask(`T9STRANGE${at}`)))
  expect(many.size()).toBe(1_000)
  reads.length = 0
  for (let asked = 0; asked < 50; asked += 1) await Promise.all([ask('T1'), ask('T1'), ask('T2')])
  expect(reads.toSorted()).toEqual(['T1', 'T2'])
})

test('Bolt keeps no client of any workspace, and no token reaches it', async () => {
  const served = await serve()
  for (const { id } of [north, south]) await served.install(id)
  for (const team of served.slack.world.teams)
    for (let asked = 0; asked < 3; asked += 1) {
      await served.send(served.slack.payloads.slashCommand('who builds', { team }))
      await served.send(served.slack.payloads.appMention(`who builds ${asked}`, { team }))
    }
  await served.service.settled()
  const app: object = served.service.app
  expect(Reflect.get(app, 'clients')).toEqual({})
  expect(served.service.app.client).toBeInstanceOf(webApi.WebClient)
  expect(served.service.app.client.token).toBeUndefined()
})
