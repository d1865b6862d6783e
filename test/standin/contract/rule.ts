import { expect, test } from 'vitest'
import { inside, type Outside, type Setup } from './outside.ts'

/**
 * How sure we are that Slack does so. `docs`: its own pages say it. `ran`: seen with Slack's own libraries.
 * `told`: issues and libraries of others say it. `known`: common knowledge that no page was found for.
 * `own`: the stand-in's own, where Slack's is not known; nothing to hold against Slack.
 */
export type Source = { readonly sure: 'docs' | 'ran' | 'told' | 'known' | 'own'; readonly at: string }

/** A page below docs.slack.dev. */
export const docs = (page: string): Source => ({ sure: 'docs', at: `docs.slack.dev/${page}` })
export const method = (name: string): Source => docs(`reference/methods/${name}`)
export const ran = (at: string): Source => ({ sure: 'ran', at })
export const told = (at: string): Source => ({ sure: 'told', at })
export const known: Source = { sure: 'known', at: 'no page found' }
export const own: Source = { sure: 'own', at: 'the stand-in' }

/**
 * One rule of Slack's, with where it comes from. `npm exec -- vitest run test/standin/contract --reporter=verbose`
 * prints all of them: a list to hold against a real workspace one day.
 */
export function rule(title: string, source: Source, fn: (slack: Outside) => Promise<void> | void, setup?: Setup): void {
  test(`${title} (${source.sure}: ${source.at})`, async () => {
    expect.hasAssertions()
    await using slack = await inside(setup)
    await fn(slack)
  })
}
