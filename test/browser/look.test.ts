import axe, { type AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import {
  ana,
  answersIn,
  ask,
  boxOf,
  button,
  counts,
  engineering,
  focusIs,
  general,
  holds,
  isGone,
  letHappen,
  messagesIn,
  modalOf,
  say,
  sees,
  threadOf,
  wireOf,
} from './page.ts'
import { executable, test } from './walk.ts'

const narrow = { width: 390, height: 800 }
const colours = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('main, .sidebar')].flatMap((it) => [getComputedStyle(it).backgroundColor, getComputedStyle(it).color])`,
  )
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `(() => { const it = document.activeElement; return it === document.body ? '' : [it.tagName, it.getAttribute('aria-label') ?? it.textContent.trim().slice(0, 60), it.closest('[aria-label]')?.getAttribute('aria-label') ?? ''].join(' | ') })()`,
  )

describe.skipIf(executable === undefined)('how it looks', () => {
  test('by day, by night, and as the system wants it', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}`, context: { colorScheme: 'light' } })
    const day = await colours(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    const night = await colours(page)
    expect(night).not.toEqual(day)
    expect(day[0]).not.toBe(day[1])

    await page.getByTitle('Day', { exact: true }).click()
    expect(await colours(page)).toEqual(day)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.getByTitle('Night', { exact: true }).click()
    expect(await colours(page)).toEqual(night)
    await page.reload()
    await sees(boxOf(page))
    expect(await colours(page)).toEqual(night)
    expect(await page.getByRole('radio', { name: 'Night' }).isChecked()).toBe(true)

    await page.getByTitle('As the system').click()
    expect(await colours(page)).toEqual(day)
  })

  test('in a narrow window everything is reached and nothing hangs over', async ({ open }) => {
    const { page } = await open({ context: { viewport: narrow } })
    const fits = (): Promise<number> =>
      page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    const places = page.getByRole('navigation', { name: 'Channels and direct messages' })
    await isGone(places)
    await button(page, 'Open the sidebar').click()
    await sees(places)
    await page.keyboard.press('Escape')
    await isGone(places)
    await focusIs(button(page, 'Open the sidebar'))
    await button(page, 'Open the sidebar').click()
    await places.getByRole('link', { name: 'engineering' }).click()
    await isGone(places)
    await sees(page.getByRole('heading', { level: 1, name: 'engineering' }))

    await ask(page, 'cobra vs urfave/cli')
    expect(await fits()).toBe(0)
    await say(page, '@gofer is gorm still maintained?')
    await button(messagesIn(page), /1 reply/).click()
    await sees(threadOf(page).getByRole('article', { name: /^Gofer,/ }))
    expect(await fits()).toBe(0)
    await button(threadOf(page), 'Close thread').click()
    await button(page, /^Wire: /).click()
    await wireOf(page, /slash command/).click()
    await sees(button(page, 'Copy as curl'))
    expect(await fits()).toBe(0)
    await button(page, 'Close the drawer').click()
    await say(page, '/golang')
    const picker = page.getByRole('dialog', { name: 'Ask Gofer' })
    await sees(button(picker, 'Show the answer'))
    expect(await fits()).toBe(0)
  })
})

describe.skipIf(executable === undefined)('with the keyboard alone', () => {
  test('from the first key to an answer, a window and back, and a follow-up', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const { keyboard } = page
    await keyboard.press('Tab')
    await focusIs(page.getByRole('link', { name: 'Skip to the message box' }))
    await keyboard.press('Enter')
    await focusIs(boxOf(page))
    await keyboard.type('/golang who-uses fintech')
    await keyboard.press('Enter')
    await sees(answersIn(page))
    const answer = answersIn(page).first()

    const back = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 12; presses += 1) {
        await keyboard.press('Shift+Tab')
        if ((await button(answer, name).and(page.locator(':focus')).count()) === 1) return
      }
      expect.fail(`${name} is not reached; the focus is on ${await focused(page)}`)
    }
    await back('Why this answer?')
    await keyboard.press('Enter')
    await sees(modalOf(page).getByText(/^You asked: who-uses fintech/))
    await keyboard.press('Escape')
    await counts(page.getByRole('dialog'), 0)
    await focusIs(button(answer, 'Why this answer?'))

    await back('Share to #general')
    await keyboard.press('Enter')
    await sees(page.getByRole('dialog', { name: 'Share this answer?' }))
    await keyboard.press('Escape')
    await focusIs(button(answer, 'Share to #general'))

    await back('Which published numbers?')
    await keyboard.press('Enter')
    await counts(answersIn(page), 2)
  })

  test('from message to message and into a thread', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${engineering}` })
    const { keyboard } = page
    await boxOf(page).focus()
    await keyboard.press('Shift+F6')
    await focusIs(messagesIn(page).getByRole('article').last())
    await keyboard.press('ArrowUp')
    await focusIs(messagesIn(page).getByRole('article', { name: /^Ben Okafor,/ }))
    await keyboard.press('Tab')
    await focusIs(
      messagesIn(page)
        .getByRole('article', { name: /^Ben Okafor,/ })
        .getByRole('button')
        .first(),
    )
    await keyboard.press('Enter')
    await focusIs(threadOf(page).getByRole('textbox', { name: 'Reply in thread' }))
    await keyboard.press('Escape')
    await isGone(threadOf(page))
    await focusIs(button(messagesIn(page).getByRole('article', { name: /^Ben Okafor,/ }), 'Reply in thread'))
  })

  test('to another conversation by a few letters, and to another person by the menu', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const { keyboard } = page
    await keyboard.press('Control+k')
    await focusIs(page.getByRole('combobox', { name: 'Channel or person' }))
    await keyboard.type('paym')
    await keyboard.press('Enter')
    await sees(page.getByRole('heading', { level: 1, name: 'payments' }))
    await focusIs(boxOf(page))

    const who = button(page, /^Acting as/)
    await who.focus()
    await keyboard.press('ArrowDown')
    await focusIs(page.getByRole('menuitemradio', { name: /^Ana Silva/ }))
    await keyboard.press('Escape')
    await focusIs(who)
    await keyboard.press('Enter')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await sees(button(page, 'Acting as Ben Okafor, tech lead'))
  })

  test('a window keeps the focus, a picker is filled, and everything on the page comes round', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const { keyboard } = page
    await say(page, '/golang')
    const picker = page.getByRole('dialog', { name: 'Ask Gofer' })
    const topic = picker.getByRole('combobox', { name: /^Topic, company or tool/ })
    await focusIs(topic)
    for (let presses = 0; presses < 8; presses += 1) {
      await keyboard.press('Tab')
      await counts(picker.locator(':focus'), 1)
    }
    for (let presses = 0; presses < 8; presses += 1) {
      await keyboard.press('Shift+Tab')
      await counts(picker.locator(':focus'), 1)
    }
    await focusIs(topic)
    await keyboard.type('monz')
    await sees(page.getByRole('option', { name: /^Monzo/ }))
    await keyboard.press('Escape')
    await isGone(page.getByRole('option'))
    await sees(picker)
    await keyboard.press('ArrowDown')
    await sees(page.getByRole('option'))
    await keyboard.press('Enter')
    await holds(topic, /./)
    await keyboard.press('Escape')
    await isGone(picker)
    await focusIs(boxOf(page))

    const seen: string[] = []
    for (let presses = 0; presses < 60; presses += 1) {
      await keyboard.press('Tab')
      const now = await focused(page)
      if (now !== '' && now === seen[0]) break
      if (now !== '') seen.push(now)
    }
    expect(seen).toEqual([...new Set(seen)])
    expect(seen.join('\n')).toContain('Skip to the message box')
    expect(seen.join('\n')).toContain('Wire')
    expect(seen.join('\n')).toContain('workspace menu')
    expect(seen.length).toBeLessThan(40)
  })
})

describe.skipIf(executable === undefined)('for those who do not see it', () => {
  const looks: readonly (readonly [string, BrowserContextOptions])[] = [
    ['by day', { colorScheme: 'light' }],
    ['by night', { colorScheme: 'dark' }],
    ['by day, narrow', { colorScheme: 'light', viewport: narrow }],
    ['by night, narrow', { colorScheme: 'dark', viewport: narrow }],
  ]
  test.for(looks)('nothing serious stands in the way %s', async ([, context], { open }) => {
    const { page } = await open({ at: `${ana}/${engineering}`, welcome: true, context })
    const found: string[] = []
    const look = async (screen: string): Promise<void> => {
      found.push(...(await violations(page)).map((one) => `${screen}: ${one}`))
    }
    await sees(page.getByRole('region', { name: 'Welcome' }))
    await look('first visit')
    await button(page, 'Close the welcome').click()
    await ask(page, 'cobra vs urfave/cli')
    await sees(page.getByRole('table'))
    await look('answer with a table')
    await ask(page, 'stackoverflow share 2025')
    await look('asked back')
    await say(page, '/golang')
    await sees(page.getByRole('dialog', { name: 'Ask Gofer' }))
    await look('window')
    await button(page.getByRole('dialog'), 'Show the answer').click()
    await sees(page.getByText('Choose something above, or type a question here.'))
    await look('window with a mistake')
    await page.keyboard.press('Escape')
    await isGone(page.getByRole('dialog'))
    await say(page, '@gofer is gorm still maintained?')
    await button(messagesIn(page), /1 reply/).click()
    await sees(threadOf(page).getByRole('article', { name: /^Gofer,/ }))
    await look('thread')
    await button(threadOf(page), 'Close thread').click()
    await letHappen(page, 'Slack is broken')
    await say(page, '@gofer is gorm still maintained?')
    await wireOf(page, /chat\.postMessage.*500.*failed/)
      .first()
      .click()
    await sees(button(page, 'Copy as curl'))
    await look('wire, with what failed')
    await page.getByRole('tab', { name: 'What if' }).click()
    await look('what if')
    await button(page.getByRole('region', { name: 'What if, switched on' }), 'Turn off').click()
    await button(page, 'Close the drawer').click()
    await page.goto(page.url().replace(/#.*/, `#/${ana}/D0ANA/home`))
    await sees(button(page, 'Ask a question'))
    await look('Home')
    await page.getByRole('button', { name: 'compare go rust' }).click()
    await sees(button(modalOf(page), 'Why this answer?'))
    await button(modalOf(page), 'Why this answer?').click()
    await sees(button(modalOf(page), 'Close all'))
    await look('windows on each other')
    expect(found.join('\n')).toBe('')
  })
})

/** What a check of the page as it stands holds against it, with the place. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source)
  const { violations, passes } = await page.evaluate<AxeResults>(`axe.run(document, { resultTypes: ['violations'] })`)
  if (!passes.some(({ id }) => id === 'color-contrast')) return ['the contrast was not measured']
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) =>
        `${impact ?? ''} ${id} at ${target.join(' ')}: ${failureSummary.split('\n').slice(1).join(' ').trim()}`.slice(
          0,
          300,
        ),
      ),
    )
}
