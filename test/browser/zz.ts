import { launch, openLocal } from './browser.ts'
const b = await launch('/usr/bin/chromium')
const act = async (address: string, act: unknown) =>
  (
    await fetch(`${address}workspace/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ team: 'T0BRIGHT', user: 'U0ANA', session: 's', act }),
    })
  ).json()
for (const id of [
  'slowSlack',
  'rateLimited',
  'serverError',
  'lostAnswers',
  'redelivery',
  'expiredTrigger',
  'lateApp',
]) {
  await using w = await openLocal({ browser: b, at: 'T0BRIGHT/U0ANA/C0BRGEN' })
  const { page } = w
  const a = w.workspace.address
  const say = async (t: string) => {
    await page.getByRole('textbox', { name: /^Message / }).fill(t)
    await page.keyboard.press('Enter')
  }
  const shot = async (n: string) => {
    console.log(`--- ${id} ${n}`)
    console.log(
      (await page.locator('main').innerText())
        .split('\n')
        .filter((l) => l.length < 400)
        .slice(-40)
        .join(' | ')
        .slice(-900),
    )
  }
  await say('/golang who-uses fintech')
  await page.waitForTimeout(500)
  await act(a, { kind: 'whatIf', id, on: true })
  const shareIt = async () => {
    await page.getByRole('button', { name: 'Share to #general' }).first().click()
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    await page.waitForTimeout(6000)
  }
  await shareIt()
  await shot('share')
  await say('/golang fit')
  await page.waitForTimeout(id === 'lateApp' ? 4000 : 600)
  await shot('command')
  await say('@gofer is gorm still maintained?')
  await page.waitForTimeout(5500)
  await shot('mention')
  await say('/golang')
  await page.waitForTimeout(4000)
  await shot('picker')
  console.log('dialogs', await page.locator('[role=dialog]').count())
  console.log(
    w.workspace.slack.api.slack.wire.exchanges
      .slice(3)
      .map((e) => `${e.title} ${e.status} ${e.fault ?? ''} ${e.retry ?? ''}`)
      .join('\n'),
  )
  console.log(w.allProblems())
}
await b.close()
