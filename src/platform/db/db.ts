import type { Kysely, Transaction } from 'kysely'
import type { DB } from './tables.ts'

export type { DB } from './tables.ts'

/** For reading: it offers no insert, update or delete, and its connection is read-only besides. A transaction also fits here. */
export type Db = Pick<Kysely<DB>, 'selectFrom' | 'with' | 'withRecursive' | 'fn' | 'getExecutor'>

/** For writing: only a change hands one out, so no write can happen outside a transaction. */
export type Tx = Transaction<DB>
