import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Features } from '#standin/description.ts'

/** What of the manifest decides about what Slack offers and delivers. */
const schema = z.object({
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean() }),
    shortcuts: z.array(
      z.object({
        name: z.string(),
        type: z.enum(['global', 'message']),
        callback_id: z.string(),
        description: z.string(),
      }),
    ),
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default('') }),
    ),
  }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
})

const file = new URL('../../manifest/manifest.json', import.meta.url)

/** The features that the app's manifest asks for: a workspace that delivered more than Slack would teaches lies. */
export function manifestFeatures(command: string): Features {
  const { features, settings } = schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  return {
    // There is one command, and its name is a setting.
    commands: features.slash_commands.map(({ description, usage_hint }) => ({
      command,
      description,
      usageHint: usage_hint,
    })),
    shortcuts: features.shortcuts.map(({ name, type, callback_id, description }) => ({
      name,
      description,
      callback: callback_id,
      on: type === 'message' ? 'message' : 'anywhere',
    })),
    events: settings.event_subscriptions.bot_events,
    homeTab: features.app_home.home_tab_enabled,
  }
}
