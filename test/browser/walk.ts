import type { Browser, Page } from 'playwright-core'
import { afterAll, test as plain } from 'vitest'
import { findChromium, launch, openLocal, type Local, type LocalOptions } from './browser.ts'

export const executable = findChromium()

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
