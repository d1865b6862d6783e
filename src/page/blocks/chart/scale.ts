/** Steps for an axis that people can read: 1, 2, 2.5 or 5 times a power of ten, from zero or below to above the largest. */
export function ticksOf(values: readonly number[], wanted = 5): readonly number[] {
  const least = Math.min(0, ...values)
  const most = Math.max(0, ...values)
  const step = stepOf((most - least || 1) / wanted)
  const from = Math.floor(least / step)
  // A hair of tolerance: 0.3 / 0.1 is a little more than 3.
  const to = Math.ceil(most / step - 1e-9) || (least < 0 ? 0 : 1)
  return Array.from({ length: to - from + 1 }, (_, at) => tidy((from + at) * step))
}

/** From the numbers of the axis to places on the paper. */
export function scaleOf(ticks: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  return (value) => from + ((value - least) / (most - least || 1)) * (to - from)
}

export type Slice = { readonly from: number; readonly to: number; readonly share: number }

/** Shares of a circle in turns, one after the other. Nothing is left of what is not above zero. */
export function slicesOf(values: readonly number[]): readonly Slice[] {
  const sizes = values.map((value) => Math.max(0, value))
  const whole = sizes.reduce((sum, size) => sum + size, 0) || 1
  let from = 0
  return sizes.map((size) => {
    const slice = { from, to: from + size / whole, share: size / whole }
    from = slice.to
    return slice
  })
}

export const numberWords = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 3 })

/** For an axis: 12,000 as 12K, which leaves room for the drawing. */
export const shortNumber = (value: number): string =>
  Math.abs(value) < 10_000
    ? numberWords(value)
    : new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(value)

function stepOf(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough - power * 1e-9) ?? 10
  return factor * power
}

/** 0.1 + 0.2, without its tail. */
const tidy = (value: number): number => Number(value.toPrecision(12))
