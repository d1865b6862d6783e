import { setTimeout } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'

// How a test finds its way on the page: by roles and names, as a person who does not see it.

/** People and places of the seeded world. */
export const ana = 'T0BRIGHT/U0ANA'
export const ben = 'T0BRIGHT/U0BEN'
export const general = 'C0BRGEN'
export const engineering = 'C0BRENG'
export const payments = 'C0BRPAY'

/** Generous: a loaded machine is no failing page. */
const patience = 12_000
const glance = 40

/** Looks until it is as it should be. Not vitest's own, which does not know to which of several tests at a time it belongs. */
export async function until<T>(look: () => T | Promise<T>, is: (seen: T) => boolean, what = ''): Promise<void> {
  const end = performance.now() + patience
  for (;;) {
    const seen = await look()
    if (is(seen)) return
    if (performance.now() > end) throw new Error(`it stayed ${JSON.stringify(seen)} ${what}`)
    await setTimeout(glance)
  }
}

/** That something is to be seen, now or soon. */
export async function sees(what: Locator): Promise<void> {
  await what.first().waitFor({ timeout: patience })
}
/** That it is not, now or soon. */
export async function isGone(what: Locator): Promise<void> {
  const visible = what.filter({ visible: true })
  await until(
    () => visible.count(),
    (count) => count === 0,
    `times to be seen: ${what.toString()}`,
  )
}
export async function counts(what: Locator, n: number): Promise<void> {
  await until(
    () => what.count(),
    (count) => count === n,
    `times and not ${n}: ${what.toString()}`,
  )
}
/** What a field holds, now or soon. */
export async function holds(field: Locator, value: RegExp): Promise<void> {
  await until(
    () => field.inputValue(),
    (now) => value.test(now),
    `and not ${value.source}: ${field.toString()}`,
  )
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
