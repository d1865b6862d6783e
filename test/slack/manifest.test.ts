import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { events, shortcuts } from '#slack/ids.ts'

type Manifest = {
  readonly features: {
    readonly app_home: Readonly<Record<string, boolean>>
    readonly shortcuts: readonly { readonly callback_id: string }[]
  }
  readonly oauth_config: { readonly scopes: Readonly<Record<string, readonly string[]>> }
  readonly settings: { readonly event_subscriptions: { readonly bot_events: readonly string[] } }
}

const manifest = JSON.parse(readFileSync('manifest/manifest.json', 'utf8')) as Manifest
const reasons = readFileSync('manifest/README.md', 'utf8')

test('the scopes are these four, each with its reason', () => {
  const scopes = ['commands', 'chat:write', 'app_mentions:read', 'im:history']
  expect(manifest.oauth_config.scopes).toEqual({ bot: scopes })
  expect([...reasons.matchAll(/^\| `([^`]+)` \|/gm)].map(([, scope]) => scope)).toEqual(scopes)
})

test('the events are those that the app takes; messages are asked for in direct messages only', () => {
  const asked = manifest.settings.event_subscriptions.bot_events
  expect(asked.map((event) => event.split('.')[0])).toEqual(Object.values(events))
  expect(asked.filter((event) => event.startsWith('message'))).toEqual(['message.im'])
})

test('the shortcuts are those that the app takes', () => {
  const asked = manifest.features.shortcuts.map(({ callback_id: callback }) => callback)
  expect(asked.toSorted()).toEqual(Object.values<string>(shortcuts).toSorted())
})

test('both tabs are on, and the one of messages can be written in', () => {
  expect(manifest.features.app_home).toEqual({
    home_tab_enabled: true,
    messages_tab_enabled: true,
    messages_tab_read_only_enabled: false,
  })
})
