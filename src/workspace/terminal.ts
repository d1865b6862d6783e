import type { Readable, Writable } from 'node:stream'
import type { Config } from '#config.ts'
import { createService, type Overrides } from '#service.ts'
import { shortcuts } from '#slack/ids.ts'
import { direct, general } from './bodies.ts'
import { fillIn, isForm } from './form.ts'
import { type Lines, linesOf } from './lines.ts'
import { LocalReceiver } from './receiver.ts'
import { type Control, draw } from './show.ts'
import { LocalSlack } from './slack.ts'

/** The streams of a conversation, and what ends it early. */
export type Streams = {
  readonly input: Readable & { isTTY?: boolean }
  readonly output: Writable
  readonly stopped?: Promise<unknown>
}

/**
 * The local workspace in a terminal: the real app through its in-process door, and a person who types. Ends with the input.
 */
export async function openTerminal(
  config: Config,
  { input, output, stopped }: Streams,
  overrides: Overrides = {},
): Promise<void> {
  let door: LocalReceiver | undefined
  const slack = new LocalSlack(() => door ?? notOpen(), config.slashCommand)
  await using service = createService(config, {
    ...overrides,
    fetch: slack.fetch,
    receiver: (deps) => (door = new LocalReceiver(deps)),
  })
  await service.start()
  const lines = linesOf(input, output)
  void stopped?.then(() => lines.close())
  greet(lines, config.slashCommand)
  const talk = conversation(slack, lines)
  for (;;) {
    const line = await lines.ask('> ')
    if (line === undefined || line === ':quit') break
    if (line !== '') await talk(line)
  }
  lines.close()
}

function greet(lines: Lines, command: string): void {
  lines.print(`Gofer, the local workspace in this terminal (no Slack settings found). Type:`)
  lines.print(`  ${command} help          the slash command, in #general`)
  lines.print('  @gofer <question>     a mention in #general; further ones go on in its thread, until :new')
  lines.print('  <question>            a direct message')
  lines.print('  <number>              presses a button')
  lines.print('  :ask <message>        the message shortcut on that message     :shortcut  the global one     :quit')
}

/** What one line does. Buttons are those of the last thing that was shown. */
function conversation(slack: LocalSlack, lines: Lines): (line: string) => Promise<void> {
  let controls: readonly Control[] = []
  let thread: string | undefined

  async function showNew(from: number): Promise<void> {
    const fresh: Control[] = []
    // A window that is filled in shows something further, so the list may grow while it is walked through.
    for (let at = from; at < slack.shown.length; at += 1) {
      const shown = slack.shown[at]
      if (!shown) continue
      const drawn = draw(shown, fresh.length + 1)
      for (const line of drawn.lines) lines.print(line)
      fresh.push(...drawn.controls)
      if (shown.kind === 'view' && isForm(shown)) await fillIn(slack, shown, lines)
    }
    if (slack.shown.length > from) controls = fresh
  }

  async function press(number: number): Promise<void> {
    const control = controls[number - 1]
    if (!control)
      return lines.print(
        controls.length === 0 ? 'There is no button to press.' : `There are buttons 1 to ${controls.length}.`,
      )
    if (control.confirm && !/^y/i.test((await lines.ask(`${control.confirm} (y/n) `)) ?? '')) return
    await slack.press(control.element, control.on)
  }

  async function act(line: string): Promise<void> {
    if (/^\d{1,3}$/.test(line)) return press(Number(line))
    if (line === ':new') {
      thread = undefined
      return lines.print('The next mention starts a thread of its own.')
    }
    if (line === ':shortcut') return void (await slack.shortcut(shortcuts.open))
    if (line.startsWith(':ask '))
      return void (await slack.shortcut(shortcuts.askAbout, {
        text: line.slice(5),
        ts: '1700000000.000001',
        place: general,
      }))
    if (line === slack.command || line.startsWith(`${slack.command} `))
      return void (await slack.type(line.slice(slack.command.length).trim()))
    if (/^@gofer\b/i.test(line)) {
      const ts = await slack.say(line.replace(/^@gofer\s*/i, ''), general, { thread })
      thread ??= ts
      return
    }
    if (line.startsWith('/')) return lines.print(`This workspace has one command: ${slack.command}`)
    await slack.say(line, direct)
  }

  return async (line) => {
    const from = slack.shown.length
    await act(line)
    await showNew(from)
  }
}

function notOpen(): never {
  throw new Error('The workspace is used before the service has made its door')
}
