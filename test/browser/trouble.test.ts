import { execFileSync } from 'node:child_process'
import type { Locator, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { openWorkspace } from '#workspace/workspace.ts'
import { addMessage } from '#standin/api/chat.ts'
import { configFor } from './browser.ts'
import {
  ana,
  answersIn,
  ask,
  ben,
  button,
  counts,
  engineering,
  general,
  isGone,
  letHappen,
  messagesIn,
  say,
  sees,
  threadOf,
  until,
  wireOf,
} from './page.ts'
import { executable, test } from './walk.ts'

const barOf = (page: Page): Locator => page.getByRole('region', { name: 'What if, switched on' })

// Side by side: most of it is waiting.
describe.skipIf(executable === undefined)('what if', { concurrent: true }, () => {
  test('Slack is slow: the answer comes late, and the wire says why', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    await letHappen(page, 'Slack is slow')
    await sees(barOf(page).getByText('What if: Slack is slow is on'))
    await say(page, '@gofer is gorm still maintained?')
    await sees(button(messagesIn(page), /1 reply/))
    await sees(wireOf(page, /chat\.postMessage.*what if: .*slower/))
    await button(barOf(page), 'Turn off').click()
    await isGone(barOf(page))
  })

  test('too many requests: the app waits as it is asked to, and answers then', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    await letHappen(page, 'Too many requests')
    await say(page, '@gofer is gorm still maintained?')
    await sees(wireOf(page, /chat\.postMessage.*what if: rate limited.*failed/))
    await button(barOf(page), 'Turn off').click()
    await sees(button(messagesIn(page), /1 reply/))
    await counts(button(messagesIn(page), /[2-9] replies/), 0)
  })

  test('Slack is broken: a command is answered all the same, and a mention once Slack is back', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    await letHappen(page, 'Slack is broken')
    await say(page, '@gofer is gorm still maintained?')
    await sees(wireOf(page, /chat\.postMessage.*500.*failed/))
    await sees(button(page, /^Wire: \d+ requests, [1-9]\d* failed/))
    await ask(page, 'who-uses fintech')
    await counts(button(messagesIn(page), /repl(y|ies)/), 0)
    await button(barOf(page), 'Turn off').click()
    await say(page, '@gofer is gorm still maintained?')
    await sees(button(messagesIn(page), /1 reply/))
  })

  test('answers get lost: nothing is done twice, and the person reads that nobody knows', async ({ open }) => {
    const { page, another } = await open({ at: `${ana}/${general}` })
    const other = await another({ at: `${ben}/${general}` })
    const answer = await ask(page, 'who-uses fintech')
    await letHappen(page, 'Answers get lost')
    await button(answer, 'Share to #general').click()
    await button(page.getByRole('dialog', { name: 'Share this answer?' }), 'Share').click()
    // Those words may have got lost as well, so they are said by one more way.
    await counts(page.getByText(/^Slack did not tell me whether the answer was posted/), 2)
    await button(answersIn(page).first(), 'Share to #general').click()
    await button(page.getByRole('dialog', { name: 'Share this answer?' }), 'Share').click()
    await counts(page.getByText(/^Slack did not tell me whether the answer was posted/), 4)
    await counts(answersIn(other.page), 1)
  })

  test('everything comes twice, and is done once', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    await letHappen(page, 'Everything comes twice')
    await say(page, '@gofer is gorm still maintained?')
    await counts(wireOf(page, /event: app_mention/), 2)
    await sees(wireOf(page, /event: app_mention.*retry.* 1, http_timeout/))
    await button(messagesIn(page), /1 reply/).click()
    await counts(threadOf(page).getByRole('article', { name: /^Gofer,/ }), 1)
    await ask(page, 'who-uses fintech')
    await counts(wireOf(page, /slash command/), 2)
    await counts(answersIn(page), 1)
  })

  test('a trigger expires: no window opens, and a button is the way on', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    await letHappen(page, 'Triggers expire')
    await say(page, '/golang')
    await sees(answersIn(page).getByText(/^Slack did not let me open the picker in time/))
    await counts(page.getByRole('dialog'), 0)
    await button(barOf(page), 'Turn off').click()
    await button(answersIn(page).last(), 'Open the picker').click()
    await sees(page.getByRole('dialog', { name: 'Ask Gofer' }))
  })

  test('the app answers too late: Slack says so in its own words', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const answer = await ask(page, 'who-uses fintech')
    await letHappen(page, 'The app answers too late')
    await say(page, '/golang who-uses fintech')
    await sees(messagesIn(page).getByText('/golang failed with the error "operation_timeout"'))
    await sees(wireOf(page, /slash command.*operation_timeout.*failed/))
    await button(answer, /^Next page/).click()
    await sees(answer.getByRole('alert').getByText('Something went wrong: operation_timeout'))
  })

  test('the socket is cut, and the app comes back by itself', async ({ open }) => {
    const { page, workspace } = await open({
      at: `${ana}/${general}`,
      env: { WORKSPACE_DELIVERY: 'socket' },
    })
    await ask(page, 'who-uses fintech')
    await button(page, /^What if/).click()
    await button(page, 'Cut the connection').click()
    await until(workspace.slack.socket.connections, (open) => open === 0)
    await until(workspace.slack.socket.connections, (open) => open > 0)
    await sees(page.getByText('Socket Mode', { exact: true }))
    await ask(page, 'who-uses fintech')
  })

  test('without a socket there is none to cut, and it says why', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    await button(page, /^What if/).click()
    await sees(page.getByText(/^.*Not now: There is none: Slack sends requests here\./))
  })

  test('the workspace itself goes and comes back', async ({ open }) => {
    const { page, workspace } = await open({
      at: `${ana}/${general}`,
      expected: /\/workspace\/stream|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET/,
    })
    await workspace[Symbol.asyncDispose]()
    await sees(page.getByText('The connection to the workspace is lost. Trying again…'))
    await using _again = await openWorkspace(configFor({ PORT: new URL(workspace.address).port }))
    await isGone(page.getByText('The connection to the workspace is lost. Trying again…'))
    await ask(page, 'who-uses fintech')
  })
})

describe.skipIf(executable === undefined)('behind the scenes', () => {
  test('a request is shown with all that it held, and runs again as a command for a shell', async ({ open }) => {
    const { page } = await open({
      at: `${ana}/${general}`,
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
    })
    await ask(page, 'who-uses fintech')
    await button(page, /^Wire: \d+ requests, 0 failed/).click()
    const drawer = page.getByRole('region', { name: 'Behind the scenes' })
    await drawer.getByRole('searchbox', { name: 'Filter the requests' }).fill('slash')
    await sees(drawer.getByText(/^1 of \d+$/))
    await wireOf(page, /to the app slash command: \/golang who-uses fintech .*200 fine \d+ ms/).click()
    const details = drawer.getByRole('region', { name: /^Request \d+/ })
    await sees(details.getByText(/^POST .*\/slack\/events/))
    await details
      .getByText(/^Headers \(\d+\)/)
      .first()
      .click()
    await sees(details.getByText('x-slack-signature'))
    await sees(details.getByText(/who-uses fintech/))
    await sees(details.getByText('HTTP 200'))
    const again = await runCurl(await copied(page))
    expect(again.status).toBe(200)
    // It came before, and the app answers once.
    expect(await again.text()).toBe('')

    await page.keyboard.press('Escape')
    await isGone(details)
    await drawer.getByRole('searchbox', { name: 'Filter the requests' }).fill('nothing holds this')
    await sees(drawer.getByText('No request holds “nothing holds this”.'))
  })

  test('what the app sent runs again too, and does what it did', async ({ open }) => {
    const { page } = await open({
      at: `${ana}/${general}`,
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
    })
    await say(page, '@gofer is gorm still maintained?')
    await sees(button(messagesIn(page), /1 reply/))
    await button(page, /^Wire: /).click()
    await wireOf(page, /from the app chat\.postMessage/).click()
    const again = await runCurl(await copied(page))
    const answer = await again.text()
    expect(answer).toContain('"ok":true')
    await sees(button(messagesIn(page), /2 replies/))
  })

  test('a block that nobody taught the page is named, with what was sent', async ({ open }) => {
    const { page, workspace } = await open({ at: `${ana}/${engineering}` })
    const { slack } = workspace.slack.api
    addMessage(slack, {
      team: 'T0BRIGHT',
      channel: engineering,
      via: 'chat.postMessage',
      args: { text: 'new', blocks: [{ type: 'hologram', size: 'large' }] },
    })
    slack.touch()
    await sees(answersIn(page).getByText('This block cannot be shown here: hologram'))
    await answersIn(page).getByText('What was sent').click()
    await sees(answersIn(page).getByText(/"size": "large"/))
  })
})

async function copied(page: Page): Promise<string> {
  await button(page, 'Copy as curl').click()
  await sees(page.getByText('Copied', { exact: true }))
  return page.evaluate<string>('navigator.clipboard.readText()')
}

/** What the command would send, with its words taken apart by a shell: not every machine has curl. */
function runCurl(command: string): Promise<Response> {
  const spell = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`
  const words = execFileSync('sh', ['-c', spell], { encoding: 'utf8' }).split('\0')
  const after = (flag: string): string[] => words.flatMap((word, n) => (word === flag ? [words[n + 1] ?? ''] : []))
  const headers = after('-H').map((header): [string, string] => {
    const [name = ''] = header.split(':', 1)
    return [name, header.slice(name.length + 1).trim()]
  })
  return fetch(words.find((word) => word.startsWith('http')) ?? '', {
    method: after('-X')[0] ?? '',
    headers,
    body: after('--data-raw')[0] ?? '',
  })
}
