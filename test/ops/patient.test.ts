import { describe, expect, test } from 'vitest'
import { StorageRefused } from '#storage/refused.ts'
import { patiently } from '#storage/patient.ts'
import { startPostgres, whyNoPostgres, withClient } from '../support/postgres.ts'
import { ask, settingsFor, slackWith, start } from './program.ts'

const without = whyNoPostgres()
const skipped = without ? ` (skipped: ${without})` : ''

describe('a PostgreSQL that is away when the program starts', () => {
  test.skipIf(without)(
    `is waited for: alive, not ready, questions answered; then used as soon as it is there${skipped}`,
    async () => {
      await using server = await closing()
      const url = await server.database()
      await server.stop()
      const slack = await slackWith()
      const program = start({ ...settingsFor(slack), DATABASE_URL: url })
      const origin = await program.origin()
      expect((await ask(origin, '/healthz')).status).toBe(200)
      const before = await ask(origin, '/readyz')
      expect(before.status).toBe(503)
      expect(before.text).toMatch(/^the database does not answer: the database cannot be reached: [^\n]+\n$/)
      const send = slack.sendTo(`${origin}/slack/events`)
      const answer = await send(slack.payloads.slashCommand('help'))
      expect(answer.body).toMatchObject({ response_type: 'ephemeral' })
      expect(answer.ms).toBeLessThan(500)

      await server.start()
      await expect.poll(async () => (await ask(origin, '/readyz')).status, { timeout: 10_000 }).toBe(200)
      const delivery = slack.payloads.slashCommand('help')
      const replies = [await send(delivery), await send(delivery)]
      expect(replies.filter(({ text }) => text !== '')).toHaveLength(1)
      // Gone once more while it runs.
      await server.stop()
      await expect.poll(async () => (await ask(origin, '/readyz')).status, { timeout: 10_000 }).toBe(503)
      expect((await send(slack.payloads.slashCommand('help'))).body).toMatchObject({ response_type: 'ephemeral' })
      await server.start()
      await expect.poll(async () => (await ask(origin, '/readyz')).status, { timeout: 10_000 }).toBe(200)
      program.child.kill('SIGTERM')
      expect(await program.ended).toBe(0)
    },
    60_000,
  )

  test('does not hold up a stop', async () => {
    const slack = await slackWith()
    const program = start({ ...settingsFor(slack), DATABASE_URL: 'postgres://gofer@127.0.0.1:1/gofer' })
    await program.origin()
    const asked = performance.now()
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(performance.now() - asked).toBeLessThan(3_000)
  })

  test.skipIf(without)(
    `what waiting does not mend stops the start in one line: no such database, a newer program${skipped}`,
    async () => {
      await using server = await closing()
      const url = await server.database()
      const slack = await slackWith()
      const missing = start({ ...settingsFor(slack), DATABASE_URL: `${url}_missing` })
      expect(await missing.ended).toBe(1)
      expect(missing.err()).toMatch(/^DATABASE_URL: [^\n]+\n$/)
      await withClient(url, (client) => client.query('create table schema_version (version integer not null)'))
      await withClient(url, (client) => client.query('insert into schema_version values (999)'))
      const newer = start({ ...settingsFor(slack), DATABASE_URL: url })
      expect(await newer.ended).toBe(1)
      expect(newer.err()).toMatch(/^DATABASE_URL: [^\n]*newer program[^\n]*\n$/)
    },
  )
})

describe('patience', () => {
  const gone = (): Error => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })

  test('asks again until it is done, and says meanwhile why not', async () => {
    let tries = 0
    const patient = await patiently(async () => {
      tries += 1
      if (tries < 3) throw gone()
    })
    expect(patient.check).toThrow('cannot be reached')
    await expect.poll(() => tries, { timeout: 5_000 }).toBe(3)
    await expect.poll(() => said(patient.check)).toBe('')
    await patient.stop()
  })

  test('does not wait for what was refused; where that happens later it says so and goes on asking', async () => {
    const refused = new StorageRefused('DATABASE_URL: another one')
    await expect(patiently(() => Promise.reject(refused))).rejects.toBe(refused)
    await expect(patiently(() => Promise.reject(Object.assign(new Error('who'), { code: '28P01' })))).rejects.toThrow(
      'who',
    )
    const answers: (Error | undefined)[] = [gone(), refused, undefined]
    const patient = await patiently(async () => {
      const answer = answers.shift()
      if (answer) throw answer
    })
    await expect.poll(() => said(patient.check), { timeout: 5_000 }).toContain('another one')
    await expect.poll(() => said(patient.check), { timeout: 5_000 }).toBe('')
    await patient.stop()
  })
})

function said(check: () => void): string {
  try {
    check()
    return ''
  } catch (error) {
    return String(error)
  }
}

async function closing() {
  const server = await startPostgres()
  return { ...server, [Symbol.asyncDispose]: server.end }
}
