import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { setting, smallAnswer } from './small-answer.ts'

// Bolt as its own first page has it: HTTPReceiver with its defaults, one listener.
const receiver = new HTTPReceiver({ signingSecret: setting('SLACK_SIGNING_SECRET'), logLevel: LogLevel.ERROR })
const app = new App({
  receiver,
  token: setting('SLACK_BOT_TOKEN'),
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: setting('SLACK_API_URL') },
})

app.command('/golang', async ({ ack, command }) => {
  await ack({ ...smallAnswer, text: `${smallAnswer.text} (${command.text})` })
})

await app.start({ port: Number(setting('PORT')), host: '127.0.0.1' })
