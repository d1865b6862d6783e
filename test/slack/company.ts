import { toConfig, type Config, type Env } from '#config.ts'
import type { RunningWorld } from '#standin/world.ts'

/** The settings of the program beside a stand-in, over HTTP. */
export const configuredFor = (
  { api, world }: RunningWorld,
  { knowledge, admins }: { readonly knowledge: string; readonly admins: readonly string[] },
): Env => ({
  SLACK_BOT_TOKEN: 'xoxb-unused',
  SLACK_SIGNING_SECRET: world.signingSecret,
  SLACK_API_URL: api.url,
  KNOWLEDGE_DIR: knowledge,
  PORT: '0',
  LOG_LEVEL: 'info',
  ...(admins.length > 0 ? { ADMINS: admins.join(',') } : {}),
})

export function configOf(env: Env): Config {
  const made = toConfig(env)
  if (made.kind === 'mistakes') throw new Error(made.lines.join('\n'))
  return made.config
}
