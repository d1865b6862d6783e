import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Statements } from './statements.ts'
import type { Held, Writer } from './writer.ts'

/** One file: its writer with that connection's statements, and those of a second connection that only reads. */
export type SqliteFile = { readonly writer: Writer; readonly writes: Statements; readonly reads: Statements }

/**
 * Kysely on `node:sqlite`. Reads outside a transaction have a connection of their own: they wait for no write and see
 * nothing that is not committed.
 * @param durable whether a write waits for the disk
 */
export const sqliteDialect = (file: SqliteFile, durable: boolean): Dialect => ({
  createAdapter: () => new Adapter(),
  createDriver: () => new SqliteDriver(file, durable),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})

/** Connections are cheap and share the writer, which keeps the order; Kysely's own lock would hold up its groups. */
class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class SqliteDriver implements Driver {
  readonly #file: SqliteFile
  readonly #durable: boolean

  constructor(file: SqliteFile, durable: boolean) {
    this.#file = file
    this.#durable = durable
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new Connection(this.#file, this.#durable)
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await own(connection).begin()
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await own(connection).commit()
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    own(connection).rollback()
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

function own(connection: DatabaseConnection): Connection {
  if (connection instanceof Connection) return connection
  throw new TypeError('a connection of another driver')
}

class Connection implements DatabaseConnection {
  readonly #file: SqliteFile
  readonly #durable: boolean
  #held: Held | undefined

  constructor(file: SqliteFile, durable: boolean) {
    this.#file = file
    this.#durable = durable
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { writer, writes, reads } = this.#file
    if (this.#held) return this.#held.run(() => writes.run<R>(query))
    if (SelectQueryNode.is(query.query)) return reads.run<R>(query)
    return writer.write(this.#durable, () => writes.run<R>(query))
  }

  // oxlint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('nothing here is read as a stream')
  }

  async begin(): Promise<void> {
    this.#held = await this.#file.writer.hold(this.#durable)
  }

  async commit(): Promise<void> {
    // Left in place until it is kept: where that fails, Kysely asks for the rollback.
    await this.#held?.commit()
    this.#held = undefined
  }

  rollback(): void {
    const held = this.#held
    this.#held = undefined
    held?.rollback()
  }
}
