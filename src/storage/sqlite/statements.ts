import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, QueryResult } from 'kysely'

/** Lists of different lengths make different statements; so many are far more than the program has. */
const most = 500

type Prepared = { readonly statement: StatementSync; readonly gives: boolean }

/** Runs statements on one connection, each prepared once. */
export class Statements {
  readonly #db: DatabaseSync
  readonly #prepared = new Map<string, Prepared>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const { statement, gives } = this.#prepare(sql)
    const values = parameters as SQLInputValue[]
    if (gives) return { rows: statement.all(...values) as R[] }
    const { changes } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    const prepared = { statement, gives: statement.columns().length > 0 }
    if (this.#prepared.size >= most) this.#prepared.clear()
    this.#prepared.set(sql, prepared)
    return prepared
  }
}
