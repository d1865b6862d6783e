import { type KyselyPlugin, OperationNodeTransformer, type PrimitiveValueListNode, type ValueNode } from 'kysely'

/**
 * Makes every text that goes to the database one that PostgreSQL takes and SQLite gives back: NUL and halves of surrogate
 * pairs become the replacement character, in both alike. Text inside JSON needs none of it, since JSON escapes them.
 */
export const cleanText: KyselyPlugin = {
  transformQuery: ({ node }) => transformer.transformNode(node),
  transformResult: async ({ result }) => result,
}

class Cleaner extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return { ...node, value: cleanedValue(node.value) }
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return { ...node, values: node.values.map(cleanedValue) }
  }
}
const transformer = new Cleaner()

const cleanedValue = (value: unknown): unknown => (typeof value === 'string' ? cleaned(value) : value)

/** The same for one text, where a statement is used again with other values. */
export const cleaned = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
