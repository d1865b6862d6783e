import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, expect, test as plain } from 'vitest'
import { findChromium, launch, openLocal, type Local, type LocalOptions } from './browser.ts'

export const executable = findChromium()

/** People and places of the seeded world. */
export const ana = 'T0BRIGHT/U0ANA'
export const ben = 'T0BRIGHT/U0BEN'
export const general = 'C0BRGEN'
export const engineering = 'C0BRENG'
export const payments = 'C0BRPAY'

type Open = (options?: Omit<LocalOptions, 'browser'> & { readonly expected?: RegExp }) => Promise<Local>

let launched: Promise<Browser> | undefined
afterAll(async () => {
  await (await launched)?.close()
})
/** One for a file; each page has a profile of its own in it. */
export function theBrowser(): Promise<Browser> {
  if (executable === undefined) throw new Error('no chromium')
  launched ??= launch(executable)
  return launched
}

/**
 * A test in a browser: `open` gives it a workspace and a page of its own, and whatever went wrong behind the page's back makes
 * it fail, but for what it expected.
 */
export const test = plain.extend('open', async ({ task }, { onCleanup }) => {
  const opened: { readonly local: Local; readonly expected: RegExp | undefined }[] = []
  onCleanup(async () => {
    const failed = task.result?.errors?.length
      ? await picturesOf(
          opened.map(({ local }) => local.page),
          task.name,
        )
      : []
    const problems = opened.flatMap(({ local, expected }) =>
      local.allProblems().filter((problem) => !expected?.test(problem)),
    )
    for (const { local } of opened) await local[Symbol.asyncDispose]()
    if (failed.length > 0) console.error(`how it looked: ${failed.join(', ')}`)
    if (problems.length > 0) throw new Error(`behind the page: ${problems.join('\n')}`)
  })
  const open: Open = async ({ expected, ...options } = {}) => {
    const local = await openLocal({ browser: await theBrowser(), ...options })
    opened.push({ local, expected })
    return local
  }
  return open
})

async function picturesOf(pages: readonly Page[], name: string): Promise<string[]> {
  return Promise.all(
    pages.map(async (page, n) => {
      const path = `.data/browser/${name.replaceAll(/\W+/g, '-').slice(0, 80)}-${n}.png`
      await page.screenshot({ path })
      return path
    }),
  )
}

/** Generous: a loaded machine is no failing page. */
const patience = { timeout: 12_000, interval: 40 }

/** That something is to be seen, now or soon. */
export async function sees(what: Locator): Promise<void> {
  await what.first().waitFor({ timeout: patience.timeout })
}
/** That it is not, now or soon. */
export async function isGone(what: Locator): Promise<void> {
  await expect.poll(() => what.filter({ visible: true }).count(), patience).toBe(0)
}
export async function counts(what: Locator, n: number): Promise<void> {
  await expect.poll(() => what.count(), patience).toBe(n)
}
/** What a field holds, now or soon. */
export async function holds(field: Locator, value: string | RegExp): Promise<void> {
  await expect.poll(() => field.inputValue(), patience).toMatch(value)
}
export async function focusIs(what: Locator): Promise<void> {
  await counts(what.and(what.page().locator(':focus')), 1)
}

export const boxOf = (page: Page): Locator => page.getByRole('textbox', { name: /^Message / })
export const messagesIn = (page: Page): Locator => page.getByRole('list', { name: /^Messages in (#|Gofer)/ })
export const answersIn = (page: Page): Locator => messagesIn(page).getByRole('article', { name: /^Gofer,/ })
export const threadOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Thread' })
export const modalOf = (page: Page): Locator => page.getByRole('dialog').last()
export const button = (where: Page | Locator, name: string | RegExp): Locator =>
  where.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) })

/** Types it into the conversation that is open, and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  const box = boxOf(page)
  await box.fill(text)
  await box.press('Enter')
}

/** Asks by the command and waits for what only the asker sees. */
export async function ask(page: Page, question: string): Promise<Locator> {
  const before = await answersIn(page).count()
  await say(page, `/golang ${question}`)
  await counts(answersIn(page), before + 1)
  return answersIn(page).last()
}

export async function goTo(page: Page, channel: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Channels and direct messages' })
    .getByRole('link', { name: channel })
    .click()
  await sees(page.getByRole('heading', { level: 1, name: channel }))
}

/** Requests in the drawer, by all that their row says. */
export function wireOf(page: Page, row: RegExp): Locator {
  return page.getByRole('list', { name: 'Requests' }).getByRole('button', { name: row })
}

/** Switches that on in the drawer, and leaves the drawer open at what goes over the wire. */
export async function letHappen(page: Page, label: string): Promise<void> {
  const drawer = page.getByRole('region', { name: 'Behind the scenes' })
  if (!(await drawer.isVisible()))
    await button(page, /^What if/)
      .first()
      .click()
  await sees(drawer.getByRole('switch', { name: label }))
  await drawer.getByRole('switch', { name: label }).click()
  await sees(drawer.getByRole('switch', { name: label, checked: true }))
  await drawer.getByRole('tab', { name: 'What went over the wire' }).click()
}
