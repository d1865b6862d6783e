import { expect } from 'vitest'
import { message, section } from '../../support/blocks.ts'
import { ana, ben } from './outside.ts'
import { docs, known, rule } from './rule.ts'

const page = docs('interactivity/implementing-slash-commands')

rule('a command has these fields, no wrapper and no type', page, async ({ tell, world }) => {
  const { got } = await tell(world.payloads.slashCommand('who-uses fintech', { user: 'ben', channel: 'payments' }))
  const fields = Object.fromEntries(new URLSearchParams(got.body))
  expect(Object.keys(fields).toSorted()).toEqual([
    'api_app_id',
    'channel_id',
    'channel_name',
    'command',
    'is_enterprise_install',
    'response_url',
    'team_domain',
    'team_id',
    'text',
    'token',
    'trigger_id',
    'user_id',
    'user_name',
  ])
  expect(fields).toMatchObject({
    channel_id: 'C0PAY0GOFER',
    user_id: ben,
    command: '/golang',
    text: 'who-uses fintech',
    is_enterprise_install: 'false',
  })
})

rule('in a private channel its channel_name is privategroup', known, async ({ tell, world }) => {
  const { got } = await tell(world.payloads.slashCommand('help', { channel: 'leads' }))
  expect(new URLSearchParams(got.body).get('channel_name')).toBe('privategroup')
})

rule('an empty answer shows nothing', page, async ({ tell, world, eyes }) => {
  await tell(world.payloads.slashCommand('help'))
  expect(eyes()).toEqual([])
})

rule('an answer is for the one who asked, unless it says in_channel', page, async ({ tell, world, eyes }) => {
  await tell(world.payloads.slashCommand('help'), { body: { text: 'for Ana' } })
  await tell(world.payloads.slashCommand('help'), { body: { text: 'for all', response_type: 'in_channel' } })
  expect(eyes(ana).map(({ text }) => text)).toEqual(['for Ana', 'for all'])
  expect(eyes(ben).map(({ text }) => text)).toEqual(['for all'])
})

rule('an answer may be bare words', page, async ({ tell, world, eyes }) => {
  await tell(world.payloads.slashCommand('help'), { body: 'Just words' })
  expect(eyes(ana).map(({ text }) => text)).toEqual(['Just words'])
})

rule('an answer may have blocks, and wrong ones are not shown', known, async ({ tell, world, eyes }) => {
  await tell(world.payloads.slashCommand('help'), { body: message([section()]) })
  await tell(world.payloads.slashCommand('help'), { body: message([{ type: 'nonsense' }]) })
  expect(eyes(ana)).toHaveLength(1)
})

rule('a command works where the app is not a member', page, async ({ tell, world, eyes }) => {
  await tell(world.payloads.slashCommand('help', { channel: 'payments' }), { body: { text: 'Here' } })
  expect(eyes(ana)).toMatchObject([{ channel: 'C0PAY0GOFER', text: 'Here' }])
})
