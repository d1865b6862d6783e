/**
 * Loaded before the program, as `node --import`: its clock is wrong by CLOCK_SHIFT_MS, as that of a machine nobody set. Timers go on as
 * they do on such a machine.
 */
const shift = Number(process.env['CLOCK_SHIFT_MS'] ?? 0)
const Real = Date

class ShiftedDate extends Real {
  constructor(...given: readonly unknown[]) {
    // With arguments it is a moment that somebody names, and no question for the time.
    if (given.length === 0) super(Real.now() + shift)
    else super(...(given as [number]))
  }

  static override now(): number {
    return Real.now() + shift
  }
}

globalThis.Date = ShiftedDate as unknown as DateConstructor
