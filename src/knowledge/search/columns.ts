/** Numbers side by side. */
type Column = Uint8Array | Uint16Array | Uint32Array

/** The same numbers in twice the room, or more. @param least so many places there must be */
export function grown<T extends Column>(column: T, least = 0): T {
  // A typed array is made by what made it; the type system does not tell which of them that is.
  const wider = new (column.constructor as new (length: number) => T)(Math.max(column.length * 2, least * 2))
  wider.set(column)
  return wider
}
