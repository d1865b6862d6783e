import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { argumentsOrExit } from './arguments.ts'

/** The parts of the manifest that an installation changes; the rest passes through as it is. */
const manifestSchema = z.looseObject({
  features: z.looseObject({ slash_commands: z.array(z.looseObject({ command: z.string() })).length(1) }),
  oauth_config: z.looseObject({}),
  settings: z.looseObject({
    event_subscriptions: z.looseObject({ bot_events: z.array(z.string()) }),
    interactivity: z.looseObject({ is_enabled: z.boolean() }),
    socket_mode_enabled: z.boolean(),
  }),
})

const { values } = argumentsOrExit({
  options: {
    socket: { type: 'boolean' },
    url: { type: 'string' },
    command: { type: 'string' },
    check: { type: 'boolean' },
  },
})
const mistake = mistakeOf()
if (mistake) {
  console.error(mistake)
  process.exitCode = 1
} else {
  const manifest = withSettings(manifestSchema.parse(JSON.parse(readFileSync('manifest/manifest.json', 'utf8'))))
  if (!values.check) console.log(JSON.stringify(manifest, null, 2))
}

function mistakeOf(): string | undefined {
  if (values.socket && values.url) return 'manifest: choose --socket or --url, not both'
  if (values.url && !/^https:\/\/[^/\s]+/.test(values.url))
    return `manifest: --url wants an https address that Slack reaches, not "${values.url}"`
  if (values.command && !/^\/[a-z0-9_-]{1,31}$/.test(values.command))
    return `manifest: --command wants a slash and 1 to 31 of a-z, 0-9, _ and -, not "${values.command}"`
  return undefined
}

function withSettings(manifest: z.infer<typeof manifestSchema>): object {
  const events = values.url ? `${values.url.replace(/\/+$/, '')}/slack/events` : undefined
  const { features, oauth_config: oauth, settings } = manifest
  // Slack sends browsers back to no other address; one workspace by its token does without.
  const redirects = events ? { redirect_urls: [events.replace(/events$/, 'oauth_redirect')] } : {}
  const commands = features.slash_commands.map((command) => ({
    ...command,
    command: values.command ?? command.command,
    ...(events ? { url: events } : {}),
  }))
  return {
    ...manifest,
    features: { ...features, slash_commands: commands },
    oauth_config: { ...oauth, ...redirects },
    settings: {
      ...settings,
      event_subscriptions: { ...(events ? { request_url: events } : {}), ...settings.event_subscriptions },
      interactivity: {
        ...settings.interactivity,
        ...(events ? { request_url: events, message_menu_options_url: events } : {}),
      },
      socket_mode_enabled: !events,
    },
  }
}
