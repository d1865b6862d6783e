import { describe, expect } from 'vitest'
import {
  ana,
  answersIn,
  ask,
  ben,
  boxOf,
  button,
  counts,
  engineering,
  focusIs,
  general,
  goTo,
  holds,
  isGone,
  messagesIn,
  modalOf,
  payments,
  say,
  sees,
  threadOf,
} from './page.ts'
import { executable, test } from './walk.ts'

describe.skipIf(executable === undefined)('a conversation in the browser', () => {
  test('a first visit: what this is, and three messages that run at a press', async ({ open }) => {
    const { page } = await open({ welcome: true })
    const welcome = page.getByRole('region', { name: 'Welcome' })
    await sees(welcome.getByRole('heading', { name: /^Welcome to Gofer/ }))
    await counts(welcome.getByRole('listitem'), 3)

    await button(welcome, /A command: only you see the answer/).click()
    await sees(answersIn(page).getByText('Only visible to you'))
    await sees(page.getByRole('heading', { level: 1, name: 'general' }))

    await button(welcome, /^@gofer /).click()
    await sees(page.getByRole('heading', { level: 1, name: 'engineering' }))
    await sees(button(page, /1 reply/))

    await welcome.getByRole('listitem').last().getByRole('button').click()
    await sees(page.getByRole('heading', { level: 1, name: 'Gofer' }))
    await sees(answersIn(page).getByRole('heading'))
  })

  test('the welcome stays away once closed, and comes again on wish', async ({ open }) => {
    const { page } = await open({ welcome: true })
    const welcome = page.getByRole('region', { name: 'Welcome' })
    await button(welcome, 'Close the welcome').click()
    await isGone(welcome)
    await focusIs(boxOf(page))
    await page.reload()
    await sees(boxOf(page))
    await counts(welcome, 0)
    await button(page, /workspace menu/).click()
    await page.getByRole('menuitem', { name: 'Show the welcome again' }).click()
    await sees(welcome.getByRole('heading', { name: /^Welcome to Gofer/ }))
  })

  test('a command is answered to its asker alone, and the answer is gone after a reload', async ({ open }) => {
    const { page, another } = await open({ at: `${ana}/${general}` })
    const other = await another({ at: `${ben}/${general}` })
    const answer = await ask(page, 'who-uses fintech')
    await sees(answer.getByText('Only visible to you'))
    await sees(answer.getByRole('heading', { name: /^Who uses Go/ }))
    await sees(answer.getByText(/Grade A: first-party/))
    await counts(answersIn(other.page), 0)
    await page.reload()
    await sees(boxOf(page))
    await counts(answersIn(page), 0)
  })

  test('commands and people are completed while one types', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const box = boxOf(page)
    const suggestions = page.getByRole('listbox', { name: 'Suggestions' })
    await box.pressSequentially('/go')
    await sees(suggestions.getByRole('option', { name: /^\/golang/, selected: true }))
    await box.press('Enter')
    await holds(box, /^\/golang $/)
    await sees(page.getByText(/^Usage: \/golang /))

    await box.fill('')
    await box.pressSequentially('what do you say, @')
    await counts(suggestions.getByRole('option'), 5)
    await box.pressSequentially('be')
    await counts(suggestions.getByRole('option'), 1)
    await sees(suggestions.getByRole('option', { name: /Ben Okafor/ }))
    await box.press('Tab')
    await holds(box, /^what do you say, @ben $/)
    await box.press('Enter')
    await sees(messagesIn(page).getByText('@Ben Okafor'))
  })

  test('a follow-up is a press away', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const answer = await ask(page, 'who-uses fintech')
    await button(answer, 'Which published numbers?').click()
    await counts(answersIn(page), 2)
    await sees(answersIn(page).last().getByText('Only visible to you'))
    await sees(answersIn(page).last().getByRole('heading'))
  })

  test('a long answer is paged where it stands', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const answer = await ask(page, 'who-uses fintech')
    await sees(answer.getByText(/\(page 1 of \d+\)/))
    await button(answer, /^Next page, page 2 of/).click()
    await sees(answersIn(page).getByText(/\(page 2 of \d+\)/))
    await counts(answersIn(page), 1)
    await button(answersIn(page).last(), /^Previous page, page 1 of/).click()
    await sees(answersIn(page).getByText(/\(page 1 of \d+\)/))
    await counts(answersIn(page), 1)
  })

  test('an answer is shared after a question, once, and only what was shared is seen by others', async ({ open }) => {
    const { page, another } = await open({ at: `${ana}/${general}` })
    const other = await another({ at: `${ben}/${general}` })
    const answer = await ask(page, 'who-uses fintech')
    await button(answer, 'Share to #general').click()
    const question = page.getByRole('dialog', { name: 'Share this answer?' })
    await sees(question.getByText(/posted to #general, with the question and your name/))
    await button(question, 'Keep it private').click()
    await isGone(question)
    await focusIs(button(answer, 'Share to #general'))
    await counts(answersIn(other.page), 0)

    await button(answer, 'Share to #general').click()
    await button(question, 'Share').click()
    await sees(page.getByText('Posted to #general, with your name and the question.'))
    await counts(answersIn(other.page), 1)
    await sees(answersIn(other.page).getByText(/@Ana Silva asked “who-uses fintech” and shared this/))

    await button(answersIn(page).first(), 'Share to #general').click()
    await button(question, 'Share').click()
    await sees(page.getByText(/This answer was shared already/))
    await counts(answersIn(other.page), 1)
    await counts(other.page.getByText('Only visible to you'), 0)
  })

  test('the picker completes topics and answers where it was opened', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    await say(page, '/golang')
    const picker = page.getByRole('dialog', { name: 'Ask Gofer' })
    await sees(picker.getByText('The answer is shown in #general, to you only.'))
    const topic = picker.getByRole('combobox', { name: /^Topic, company or tool/ })
    await focusIs(topic)
    await topic.pressSequentially('monz')
    await sees(page.getByRole('option', { name: /^Monzo/ }))
    await topic.press('Enter')
    await holds(topic, /^Monzo/)
    await button(picker, 'Show the answer').click()
    await isGone(picker)
    await sees(answersIn(page).getByRole('heading', { name: /Monzo/ }))
    await sees(answersIn(page).getByText('Only visible to you'))
  })

  test('the picker says on the field what is missing', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    await say(page, '/golang')
    const picker = page.getByRole('dialog', { name: 'Ask Gofer' })
    await button(picker, 'Show the answer').click()
    await sees(picker.getByText('Choose something above, or type a question here.'))
    const question = picker.getByRole('textbox', { name: /^Or a question/ })
    await focusIs(question)
    expect(await question.getAttribute('aria-invalid')).toBe('true')
    await question.fill('who uses go for payments?')
    await isGone(picker.getByText('Choose something above, or type a question here.'))
    await button(picker, 'Show the answer').click()
    await isGone(picker)
    await sees(answersIn(page).getByRole('heading'))
  })

  test('a mention is answered in its thread, and the thread knows what it was about', async ({ open }) => {
    const { page, another } = await open({ at: `${ana}/${engineering}` })
    const other = await another({ at: `${ben}/${engineering}` })
    await say(page, '@gofer is gorm still maintained?')
    await button(messagesIn(page), /1 reply/).click()
    const thread = threadOf(page)
    await sees(thread.getByRole('article', { name: /^Gofer,/ }).getByRole('heading', { name: /GORM/ }))
    const reply = thread.getByRole('textbox', { name: 'Reply in thread' })
    await focusIs(reply)
    await reply.fill('@gofer what are the alternatives?')
    await reply.press('Enter')
    await counts(thread.getByRole('article', { name: /^Gofer,/ }), 2)
    await sees(
      thread
        .getByRole('article', { name: /^Gofer,/ })
        .last()
        .getByText(/sqlc|pgx|Ent/),
    )

    await sees(button(messagesIn(other.page), /3 replies/))
    await button(thread, 'Close thread').click()
    await isGone(thread)
    await focusIs(button(messagesIn(page), /3 replies/))
    await page.goBack()
    await sees(thread.getByRole('article', { name: /^Gofer,/ }))
  })

  test('where the app is no member it is invited, and then answers', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${payments}` })
    await say(page, '@gofer is gorm still maintained?')
    await sees(messagesIn(page).getByText('@gofer is not in this channel. To invite it: /invite @gofer'))
    await say(page, '/invite @gofer')
    await sees(messagesIn(page).getByText(/was added to #payments by/))
    await sees(button(page, '4 members'))
    await say(page, '@gofer is gorm still maintained?')
    await sees(button(messagesIn(page), /1 reply/))
  })

  test('a command works there all the same, and so does sharing its answer', async ({ open }) => {
    const { page, another } = await open({ at: `${ana}/${payments}` })
    const other = await another({ at: `${ben}/${payments}` })
    const answer = await ask(page, 'who-uses fintech')
    await button(answer, 'Share to #payments').click()
    await button(page.getByRole('dialog', { name: 'Share this answer?' }), 'Share').click()
    await counts(answersIn(other.page), 1)
  })

  test('a direct message needs no mention', async ({ open }) => {
    const { page } = await open()
    await goTo(page, 'Gofer')
    await say(page, 'compare go rust')
    await sees(answersIn(page).getByRole('heading', { name: /Go or Rust/ }))
    await say(page, 'and java?')
    await counts(answersIn(page), 2)
  })

  test('the Home tab greets, runs an example and opens the picker', async ({ open }) => {
    const { page } = await open({ at: `${ana}/D0ANA` })
    await page.getByRole('tab', { name: 'Home' }).click()
    const home = page.getByRole('tabpanel', { name: 'Home' })
    await sees(home.getByText(/^Only you see what you ask here/))
    await button(home, 'compare go rust').click()
    await sees(modalOf(page).getByRole('heading', { name: /Go or Rust/ }))
    await button(modalOf(page), 'Close').click()
    await isGone(page.getByRole('dialog'))
    await focusIs(button(home, 'compare go rust'))
    await button(home, 'Ask a question').click()
    await sees(page.getByRole('dialog', { name: 'Ask Gofer' }).getByText(/shown in this window/))
  })

  test('windows lie on each other, and each closes by itself or all at once', async ({ open }) => {
    const { page } = await open({ at: `${ana}/D0ANA/home` })
    await button(page, 'compare go rust').click()
    const windows = page.locator('[role=dialog]')
    await counts(windows, 1)
    await button(modalOf(page), 'Why this answer?').click()
    await counts(windows, 2)
    await sees(modalOf(page).getByText('No language model took part: the same question gets the same answer.'))
    await button(modalOf(page), /^Back to/).click()
    await counts(windows, 1)
    await focusIs(button(modalOf(page), 'Why this answer?'))
    await button(modalOf(page), 'Why this answer?').click()
    await counts(windows, 2)
    await button(modalOf(page), 'Close all').click()
    await counts(windows, 0)
  })

  test('a message is asked about from its own menu', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${engineering}` })
    const message = messagesIn(page).getByRole('article', { name: /^Ben Okafor,/ })
    await message.hover()
    await button(message, 'More actions').click()
    await page.getByRole('menuitem', { name: /^Ask Gofer about this/ }).click()
    const picker = page.getByRole('dialog', { name: 'Ask Gofer' })
    const question = picker.getByRole('textbox', { name: /^Or a question/ })
    await holds(question, /^Our new payouts service/)
    await question.fill('who uses go for payments?')
    await button(picker, 'Show the answer').click()
    await isGone(picker)
    await sees(answersIn(page).getByText('Only visible to you'))
  })

  test('the shortcut beside the composer answers in its own window', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    await button(page, 'Shortcuts').click()
    await page.getByRole('menuitem', { name: /^Ask Gofer/ }).click()
    const picker = page.getByRole('dialog', { name: 'Ask Gofer' })
    await picker.getByRole('textbox', { name: /^Or a question/ }).fill('compare go rust')
    await picker.getByRole('textbox', { name: /^Or a question/ }).press('Enter')
    await sees(modalOf(page).getByRole('heading', { name: /Go or Rust/ }))
    await counts(page.locator('[role=dialog]'), 1)
    await page.keyboard.press('Escape')
    await counts(page.locator('[role=dialog]'), 0)
    await counts(answersIn(page), 0)
  })

  test('what is not quite clear is asked back, and "none of these" is a plain miss', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const first = await ask(page, 'How many services does Monzo operate')
    await sees(first.getByText('Did you mean one of these?'))
    await button(first, 'None of these').click()
    await sees(answersIn(page).getByText(/kept for the curators/))
    await counts(answersIn(page), 1)
    const second = await ask(page, 'How many services does Monzo operate')
    const [choice = ''] = await second.getByRole('button').allInnerTexts()
    await button(second, choice).click()
    await isGone(page.getByText('Did you mean one of these?'))
    await counts(answersIn(page), 2)
    await sees(
      answersIn(page)
        .last()
        .getByText(/Grade [ABC]/),
    )
  })

  test('what is not curated is a plain miss with a way on', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const miss = await ask(page, 'zzzzz qqq')
    await sees(miss.getByText('You asked: zzzzz qqq'))
    await sees(miss.getByText(/has no answer to that/))
    await miss.getByRole('button').first().click()
    await counts(answersIn(page), 2)
  })

  test('feedback is private, and takes a reason', async ({ open }) => {
    const { page, another } = await open({ at: `${ana}/${general}` })
    const other = await another({ at: `${ben}/${general}` })
    const answer = await ask(page, 'who-uses fintech')
    await button(answer, 'Not helpful').click()
    const form = page.getByRole('dialog', { name: 'Not helpful' })
    const reason = form.getByRole('textbox', { name: /^What was missing or wrong/ })
    await focusIs(reason)
    await reason.fill('Wise is missing')
    await sees(form.getByText(/15\D+1000/))
    await button(form, 'Send to the curators').click()
    await sees(modalOf(page).getByText(/^Thank you\. The curators see what you wrote/))
    await button(modalOf(page), 'Close').click()
    await isGone(page.getByRole('dialog'))
    await button(answersIn(page).first(), 'Helpful').click()
    await sees(page.getByText(/^Noted as helpful/))
    await counts(answersIn(other.page), 0)
  })

  test('an own message is edited and deleted, and that of another is not', async ({ open }) => {
    const { page, another } = await open({ at: `${ana}/${general}` })
    const other = await another({ at: `${ben}/${general}` })
    await say(page, 'We meet at nine')
    const message = messagesIn(page).getByRole('article', { name: /^Ana Silva,/ })
    await sees(message.getByText('We meet at nine'))
    await boxOf(page).press('ArrowUp')
    const edit = page.getByRole('textbox', { name: 'Edit message' })
    await focusIs(edit)
    await edit.fill('We meet at ten')
    await edit.press('Enter')
    const theirs = messagesIn(other.page).getByRole('article', { name: /^Ana Silva,/ })
    await sees(theirs.getByText('We meet at ten'))
    await sees(theirs.getByText('(edited)'))

    await theirs.hover()
    await button(theirs, 'More actions').click()
    await sees(other.page.getByRole('menuitem', { name: /^Ask Gofer about this/ }))
    await counts(other.page.getByRole('menuitem', { name: 'Delete message' }), 0)

    await message.hover()
    await button(message, 'More actions').click()
    await page.getByRole('menuitem', { name: 'Delete message' }).click()
    const question = page.getByRole('dialog', { name: 'Delete message' })
    await button(question, 'Delete').click()
    await isGone(message)
    await isGone(theirs)
  })

  test('each person sees what is theirs: a guest, somebody from outside, another workspace', async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const places = page.getByRole('navigation', { name: 'Channels and direct messages' })
    const names = async (): Promise<string[]> =>
      (await places.getByRole('link').allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '')
    const become = async (who: RegExp): Promise<void> => {
      await button(places, /^Acting as/).click()
      await page.getByRole('menuitemradio', { name: who }).click()
      await sees(button(places, new RegExp(`^Acting as ${who.source}`)))
    }
    const secret = await ask(page, 'who-uses fintech')
    await sees(secret)

    await become(/Dan Weber/)
    await expect.poll(names).toEqual(['general', 'Gofer'])
    await counts(answersIn(page), 0)
    await ask(page, 'help')

    await become(/Eva Lind/)
    await expect.poll(names).toEqual(['with-northwind'])
    await sees(page.getByText('Shared with Brightwater'))
    await say(page, '/golang help')
    await sees(page.getByText('/golang is not a valid command.'))
    await say(page, '@gofer is gorm still maintained?')
    await sees(button(messagesIn(page), /1 reply/))

    await button(page.getByRole('navigation', { name: 'Workspaces' }), 'Kestrel Labs').click()
    await expect.poll(names).toEqual(['general', 'research', 'Gofer'])
    await sees(page.getByText(/nothing from next door is seen here/))
    await ask(page, 'who-uses fintech')

    await button(page.getByRole('navigation', { name: 'Workspaces' }), 'Brightwater').click()
    await expect.poll(names).toContain('payments')
  })

  test('an archived channel can be read and not written in', async ({ open }) => {
    const { page } = await open({ at: `${ana}/C0BROLD` })
    await sees(page.getByText(/is archived: it can be read/))
    await counts(boxOf(page), 0)
  })

  test('"start over" makes everything as it was', async ({ open }) => {
    const { page, another } = await open({ at: `${ana}/${engineering}` })
    const other = await another({ at: `${ben}/${engineering}` })
    await say(page, '@gofer is gorm still maintained?')
    await sees(button(messagesIn(other.page), /1 reply/))
    await button(page, /workspace menu/).click()
    await page.getByRole('menuitem', { name: /^Start over/ }).click()
    await button(page.getByRole('dialog', { name: 'Start over' }), 'Start over').click()
    await isGone(messagesIn(page).getByText(/is gorm still maintained/))
    await isGone(messagesIn(other.page).getByText(/is gorm still maintained/))
    await sees(messagesIn(page).getByText(/decide on evidence this time/))
  })
})
