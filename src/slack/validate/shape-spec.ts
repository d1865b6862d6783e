/** Names of things to the fields they have, each with what it holds: `option[]?` is an optional list of options. */
export type Shapes = Readonly<Record<string, Readonly<Record<string, string>>>>
