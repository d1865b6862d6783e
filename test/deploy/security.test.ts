import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

// SECURITY.md says of each requirement which test proves it.

type Row = {
  readonly requirements: readonly string[]
  readonly proofs: readonly (readonly [file: string, title: string])[]
}

const rows: readonly Row[] = readFileSync('SECURITY.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, requirements = '', , proofs = ''] = line.split('|').map((cell) => cell.trim())
    return {
      requirements: requirements.split(', '),
      proofs: proofs.split('<br>').map((proof) => {
        const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(proof.trim()) ?? []
        return [file, title] as const
      }),
    }
  })

describe('the table of requirements', () => {
  test('names requirements in their own numbers, each row with a proof', () => {
    expect(rows.length).toBeGreaterThan(25)
    for (const { requirements, proofs } of rows) {
      for (const number of requirements) expect(number).toMatch(/^\d{1,2}\.\d\.\d{1,2}$/)
      expect(proofs.length).toBeGreaterThan(0)
    }
  })

  test.each(rows.flatMap(({ proofs }) => proofs))('%s has the test: %s', (file, title) => {
    expect(existsSync(file)).toBe(true)
    const source = readFileSync(file, 'utf8')
    // As a title stands in the source, whole; one that is made of parts is known by its beginning.
    expect([`'${title}'`, `"${title}"`, `\`${title}\``, `\`${title}\${`].some((form) => source.includes(form))).toBe(
      true,
    )
  })
})
