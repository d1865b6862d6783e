import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { launch, visitPage } from './browser.ts'
const b = await launch('/usr/bin/chromium')
const med = (x: number[]) => x.toSorted((a, c) => a - c)[x.length >> 1]
const starts: number[] = [], answers: number[] = [], shown: number[] = []
for (let i = 0; i < 5; i++) {
  const t = performance.now()
  const child = spawn('npm', ['start'], { env: { ...process.env, PORT: '0' }, detached: true })
  let out = ''
  const address = await new Promise<string>((done) => child.stdout.on('data', (c) => { out += c; const m = /workspace: (http:\S+)/.exec(out); if (m) done(m[1]!) }))
  starts.push(performance.now() - t)
  const v0 = performance.now()
  const { visit: { page }, close } = await visitPage(b, address)
  shown.push(performance.now() - v0)
  await page.getByRole('textbox', { name: /^Message/ }).fill('/golang who-uses fintech')
  // Measured in the page: from the key to the frame after the answer stands there.
  const ms = page.evaluate<number>(`new Promise((done) => { let t; addEventListener('keydown', (e) => { if (e.key === 'Enter') t = performance.now() }, true); new MutationObserver((_, o) => { if (document.querySelector('article.is-private h3')) { o.disconnect(); requestAnimationFrame(() => setTimeout(() => done(performance.now() - t))) } }).observe(document.body, { childList: true, subtree: true }) })`)
  await page.waitForTimeout(100)
  await page.keyboard.press('Enter')
  answers.push(await ms)
  if (i === 0) console.log('page', await page.evaluate(`[performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')].filter((e) => !e.name.includes('stream')).map((e) => [e.name.slice(22), e.encodedBodySize, e.decodedBodySize])`))
  await close()
  process.kill(-child.pid!, 'SIGTERM'); await once(child, 'exit')
}
console.log('start', starts.map(Math.round), med(starts)); console.log('visit', shown.map(Math.round)); console.log('answer', answers.map(Math.round), med(answers))
await b.close()
