import { writeFile } from 'node:fs/promises'
import { findChromium, launch, openLocal } from './browser.ts'
import { ana, answersIn, ask, button, engineering, messagesIn, say, sees, threadOf } from './page.ts'
import { withFewColours } from './png.ts'

// The pictures of the documentation, taken of the real thing: `npm run pictures`.

const file = 'docs/workspace.png'
const executable = findChromium()
if (executable === undefined) throw new Error("no chromium; install Debian's chromium or set CHROMIUM")

const browser = await launch(executable)
try {
  await using local = await openLocal({
    browser,
    at: `${ana}/${engineering}`,
    context: { colorScheme: 'light', deviceScaleFactor: 1.5 },
  })
  const { page } = local
  await say(page, '@gofer who uses go in fintech?')
  await sees(button(messagesIn(page), /1 reply/))
  await ask(page, 'cobra vs urfave/cli')
  await button(messagesIn(page), /1 reply/).click()
  await sees(threadOf(page).getByRole('article', { name: /^Gofer,/ }))
  // The thread from its question on, the channel from the answer on, so that the table is to be seen.
  await page.mouse.move(1_100, 400)
  await page.mouse.wheel(0, -5_000)
  await page.mouse.move(600, 400)
  await page.mouse.wheel(0, ((await answersIn(page).last().boundingBox())?.y ?? 0) - 64)
  await sees(threadOf(page).getByText('who uses go in fintech?'))
  await page.waitForTimeout(500)
  await page.mouse.move(0, 0)
  const picture = withFewColours(await page.screenshot())
  await writeFile(file, picture)
  console.log(`${file}, ${Math.ceil(picture.length / 1000)} kB`)
} finally {
  await browser.close()
}
