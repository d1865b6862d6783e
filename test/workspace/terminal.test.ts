import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createLog } from '#log.ts'
import { openTerminal } from '#workspace/terminal.ts'
import { answererOf, choose, list } from '../slack/answers.ts'
import { configOf } from '../slack/local.ts'

/** What a person sees who types these lines. */
async function transcript(...lines: string[]): Promise<string> {
  const output = new PassThrough()
  const chunks: string[] = []
  output.on('data', (chunk: Buffer) => void chunks.push(chunk.toString()))
  const input = new PassThrough()
  input.end(`${lines.join('\n')}\n`)
  await openTerminal(
    configOf(),
    { input, output },
    {
      answerer: answererOf({ builders: list('builders', 20), brigde: choose('brigde') }),
      log: createLog({ level: 'silent', format: 'json' }),
    },
  )
  return chunks.join('').split(':quit\n').at(-1) ?? ''
}

describe('the local workspace', () => {
  test('shows an answer as Slack would', async () => {
    expect(await transcript('/golang who builds')).toMatchInlineSnapshot(`
      "> /golang who builds
      ── #general, only you see this ──
      BRIDGES: WHO BUILDS
      Stone bridges outlive their builders.
      Grade A: first-party, 2024. Record of survey (https://example.com/survey)

      Who builds

      Ann & Sons: 12 arches Builds arches of stone.
      Grade A: first-party, 2024. Record of survey (https://example.com/survey)

      The other side
      Stone is slow to lay.
      Grade B: independent, undated. Record of critic (https://example.com/critic)

        Sources: Record of survey (https://example.com/survey) (grade A, 2024) · Record of critic (https://example.com/critic) (grade B, 2024)
      [1] Who measured?
      [2] Share to #general  [3] Why this answer?
      [4] Helpful  [5] Not helpful
      > "
    `)
  })

  test('runs buttons by number, and asks before it shares', async () => {
    const said = await transcript('/golang builders', '1', '4', 'y', '99')
    expect(said).toContain('in place of the message before')
    expect(said).toContain('Lines 7-12 of 20')
    expect(said).toContain(
      'Share this answer? It is posted to #general, with the question and your name. (y/n) y\n── #general ──\n  @you asked “builders” and shared this.',
    )
    expect(said).toContain('There are buttons 1 to')
  })

  test('keeps the subject of a thread until another one is begun', async () => {
    const said = await transcript('@gofer stone', '@gofer and of steel?', ':new', '@gofer and of steel?')
    expect(said).toContain('BRIDGES: STONE, OF STEEL')
    expect(said.split(':new').at(-1)).toContain('no answer to that')
  })

  test('takes what is not a command for a direct message', async () => {
    expect(await transcript('hello')).toContain('── direct message ──\nHELLO')
    expect(await transcript('/elsewhere')).toContain('one command: /golang')
  })

  test('fills in the picker, with its typeahead', async () => {
    const said = await transcript('/golang', 'ar', '1', '')
    expect(said).toContain('  1. Arches')
    expect(said).toContain('BRIDGES: TELL ME OF ARCHES')
  })

  test('asks again where the picker was left empty, and ends with its input', async () => {
    const said = await transcript('/golang', '', '')
    expect(said).toContain('! Choose something above, or type a question here.')
  })

  test('has both shortcuts', async () => {
    expect(await transcript(':shortcut', '', 'who builds')).toContain('── window: Gofer ──\nBRIDGES: WHO BUILDS')
    expect(await transcript(':ask who builds?', '', '')).toContain('BRIDGES: WHO BUILDS?')
  })

  test('asks for the reason when something did not help', async () => {
    const said = await transcript('/golang who builds', '5', 'too old')
    expect(said).toContain('What was missing or wrong? (Enter for none): too old')
    expect(said).toContain('Thank you.')
  })
})
