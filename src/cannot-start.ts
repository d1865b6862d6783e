/** A start that cannot be: each line says what to mend and where. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'

  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
  }
}
