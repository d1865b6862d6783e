import { parse } from 'node:querystring'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formOf } from '#slack/door/form.ts'

const asNode = (text: string): Record<string, unknown> => ({ ...parse(text) })

test('a form is read as node reads it, whatever it is', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    'text',
    '=',
    '&',
    '+',
    '%',
    '%20',
    '%2',
    '%C3%A9',
    '%FF',
    'é',
    '__proto__',
    'toString',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece).map((all) => all.join('')),
        fc.string(),
      ),
      (text) => {
        expect(formOf(text)).toEqual(asNode(text))
      },
    ),
    { numRuns: 3_000 },
  )
})

test.each([
  '',
  '&&',
  'a=1&a=2',
  'a',
  '=',
  'a=%',
  'k=v&'.repeat(3),
  Array.from({ length: 1_200 }, (_, at) => `k${at}=v`).join('&'),
])('so is one that nobody sends: %.20s', (text) => {
  expect(formOf(text)).toEqual(asNode(text))
})
