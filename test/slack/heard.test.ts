import { describe, expect, test } from 'vitest'
import { choose, found, unknown } from './answers.ts'
import { sentTo, startLocal } from './local.ts'
import { buttonOf, wordsOf, type Json } from './reading.ts'
import { bot, direct, general, town, you } from './town.ts'

/** A mention as Slack tells of it. */
const mention = (more: Json = {}): Json => ({
  type: 'app_mention',
  user: you.id,
  channel: general.id,
  ts: '1700000009.000100',
  text: `<@${bot.id}> who builds`,
  ...more,
})

describe('a mention', () => {
  test('is answered in its thread, never broadcast, without unfurls', async () => {
    const local = await startLocal()
    const ts = await local.slack.say('who builds')
    const [post] = sentTo(local, 'chat.postMessage')
    expect(post?.args).toMatchObject({ channel: general.id, thread_ts: ts, unfurl_links: false, unfurl_media: false })
    expect(post?.args).not.toHaveProperty('reply_broadcast')
    expect(post?.team).toBe(town.id)
    // What all can see needs no Share.
    expect(wordsOf(local.message())).not.toContain('Share')
  })

  test('stays in the thread it was said in', async () => {
    const local = await startLocal()
    await local.slack.say('who builds', general, { thread: '1690000000.000100' })
    expect(local.message().thread).toBe('1690000000.000100')
  })

  test('is not answered with its own name in the question', async () => {
    const local = await startLocal({ answers: { 'who builds': found('as understood') } })
    await local.slack.hear(mention({ text: `<@${bot.id}|gofer> who <@${bot.id}>builds` }))
    expect(local.message().text).toContain('Bridges:')
    expect(local.message().text).not.toContain(bot.id)
  })

  test('of nothing gets help', async () => {
    const local = await startLocal()
    await local.slack.say('')
    expect(local.message().text).toContain('What you can ask')
  })

  test('keeps the subject of the thread for a day, and of that thread only', async () => {
    const local = await startLocal()
    const thread = await local.slack.say('stone')
    await local.slack.say('and of steel?', general, { thread })
    expect(local.message().text).toContain('Bridges: stone, of steel')
    await local.slack.say('and of steel?')
    expect(local.message().text).toContain('no answer')
    local.clock.advance(24 * 60 * 60 * 1000 + 1)
    await local.slack.say('and of steel?', general, { thread })
    expect(local.message().text).toContain('no answer')
  })

  test('keeps the subject on a button as well, after a restart', async () => {
    const local = await startLocal()
    const thread = await local.slack.say('stone')
    await local.slack.say('and of steel?', general, { thread })
    const message = local.message()
    await local.restart()
    await local.slack.press(buttonOf(message, 'Why this answer?'), message)
    expect(wordsOf(local.view())).toContain('You asked: stone, of steel')
  })

  test('is answered once, whichever events bring it', async () => {
    const local = await startLocal()
    const event = () => local.world.payloads.event(mention(), { user: you.id })
    const [first, other] = [event(), event()]
    await local.slack.deliver(first, first, other)
    expect(sentTo(local, 'chat.postMessage')).toHaveLength(1)
  })

  test.each([
    ['a bot', { bot_id: 'B1OTHER' }],
    ['an app that speaks for a person', { bot_profile: { id: 'B1' } }],
    ['a message with a subtype', { subtype: 'bot_message' }],
    ['an edited message', { edited: { user: 'U1YOU', ts: '1' } }],
    ['itself', { user: bot.id }],
  ])('of %s is left alone', async (_who, event) => {
    const local = await startLocal()
    await local.slack.hear(mention(event))
    expect(local.calls()).toEqual([])
  })

  test.each([
    ['a code block', `look: \`\`\`<@${bot.id}> deploy\`\`\``],
    ['an open code block', `\`\`\`\n<@${bot.id}> deploy`],
    ['inline code', `type \`<@${bot.id}> who builds\` to ask, <@U1ANA>`],
  ])('inside %s is no question', async (_where, text) => {
    const local = await startLocal()
    await local.slack.say(text)
    expect(local.calls()).toEqual([])
  })

  test('beside code is one', async () => {
    const local = await startLocal()
    await local.slack.say(`<@${bot.id}> what does \`defer\` do?`)
    expect(sentTo(local, 'chat.postMessage')).toHaveLength(1)
  })

  test('gets at most five answers a minute in a thread, and is told so once', async () => {
    const local = await startLocal()
    const thread = '1690000000.000100'
    for (let at = 0; at < 9; at += 1) {
      await local.slack.say(`question ${at}`, general, { thread })
      // Slack wants messages of one conversation a second apart.
      local.clock.advance(1_000)
    }
    const posts = sentTo(local, 'chat.postMessage')
    expect(posts).toHaveLength(6)
    expect(posts.at(-1)?.args['text']).toContain('at most 5 times a minute')
    await local.slack.say('elsewhere')
    expect(sentTo(local, 'chat.postMessage')).toHaveLength(7)
    local.clock.advance(60_001)
    await local.slack.say('again', general, { thread })
    expect(sentTo(local, 'chat.postMessage')).toHaveLength(8)
  })

  test('asks back in the thread; the chosen answer takes the place of the question', async () => {
    const local = await startLocal({ answers: { brigde: choose('brigde') } })
    const thread = await local.slack.say('brigde')
    const asked = local.message()
    await local.slack.press(buttonOf(asked, 'About arches'), asked)
    expect(local.message()).toMatchObject({ replaced: true, ephemeral: false, thread })
    expect(local.message().text).toContain('Bridges: tell me of arches')
    await local.slack.say('and of steel?', general, { thread })
    expect(local.message().text).toContain('tell me of arches, of steel')
    expect(local.problems()).toEqual([])
  })

  test('keeps nothing when Slack did not take the answer', async () => {
    const local = await startLocal({
      answers: { 'who paints': unknown('who paints') },
      slack: (api) => void api.fault('chat.postMessage', { kind: 'refuse', error: 'is_archived' }),
    })
    await local.slack.say('who paints')
    expect(await local.service.storage.unanswered.list()).toEqual([])
  })
})

describe('a direct message', () => {
  test('is answered beside it, and keeps its subject', async () => {
    const local = await startLocal()
    await local.slack.say('stone', direct)
    expect(local.message()).toMatchObject({ place: direct, ephemeral: false })
    expect(local.message().thread).toBeUndefined()
    await local.slack.say('and of steel?', direct)
    expect(local.message().text).toContain('Bridges: stone, of steel')
  })

  test('turns its pages in place', async () => {
    const local = await startLocal()
    await local.slack.say('hello', direct)
    await local.slack.press(buttonOf(local.message(), 'who builds'), local.message())
    expect(local.message()).toMatchObject({ place: direct, ephemeral: false, replaced: false })
    expect(local.message().text).toContain('Bridges: who builds')
  })

  test('that is not one is left alone', async () => {
    const local = await startLocal()
    await local.slack.hear(mention({ type: 'message', channel_type: 'channel' }))
    expect(local.calls()).toEqual([])
  })
})

describe('further presses in a public thread', () => {
  test('are shown to the presser alone', async () => {
    const local = await startLocal()
    const thread = await local.slack.say('who builds')
    const message = local.message()
    await local.slack.press(buttonOf(message, 'Who measured?'), message)
    expect(local.message()).toMatchObject({ ephemeral: true, thread })
    expect(local.problems()).toEqual([])
  })
})
