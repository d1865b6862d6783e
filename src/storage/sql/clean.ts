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
    return { ...node, value: cleaned(node.value) }
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return { ...node, values: node.values.map(cleaned) }
  }
}
const transformer = new Cleaner()

function cleaned(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value
}
