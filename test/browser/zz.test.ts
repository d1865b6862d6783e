import { describe } from 'vitest'
import { ana, boxOf, focusIs, general, isGone, say, sees, holds, test } from './walk.ts'
describe('zz', () => {
  for (let i = 0; i < 14; i++)
  test(`r${i}`, async ({ open }) => {
    const { page } = await open({ at: `${ana}/${general}` })
    const { keyboard } = page
    await page.evaluate(`(() => { window.live = []; const a = document.addEventListener.bind(document), r = document.removeEventListener.bind(document); document.addEventListener = (t, f, o) => { if (t === 'keydown') window.live.push(f); a(t, f, o) }; document.removeEventListener = (t, f, o) => { window.live = window.live.filter((x) => x !== f); r(t, f, o) } })()`)
    await say(page, '/golang')
    const picker = page.getByRole('dialog', { name: 'Ask Gofer' })
    await focusIs(picker.getByRole('combobox'))
    for (let n = 0; n < 8; n++) await keyboard.press('Shift+Tab')
    await keyboard.type('monz')
    await sees(page.getByRole('option', { name: /^Monzo/ }))
    await keyboard.press('Escape')
    await isGone(page.getByRole('option'))
    await keyboard.press('ArrowDown')
    await sees(page.getByRole('option'))
    await keyboard.press('Enter')
    await holds(picker.getByRole('combobox'), /./)
    await keyboard.press('Escape')
    await isGone(picker)
    await focusIs(boxOf(page))
    const out = []
    for (let n = 0; n < 4; n++) {
      await keyboard.press('Tab')
      out.push(await page.evaluate(`document.activeElement.getAttribute('aria-label')`))
    }
    console.log(i, out.join(' / '), 'listeners left', await page.evaluate(`window.live.length`))
  })
})
