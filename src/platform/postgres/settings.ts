import os from 'node:os'

const MiB = 1024 * 1024

/** Memory this process may count on, in MiB: the machine's, or less when a container says so. */
export function memoryMiB(total = os.totalmem(), limit = process.constrainedMemory()): number {
  return Math.floor((limit > 0 ? Math.min(total, limit) : total) / MiB)
}

/**
 * Server settings for one small machine, given its memory in MiB. `durable: false` is for tests only: a power cut
 * then loses the cluster. They go on the command line, so the data folder stays free of this machine's size.
 */
export function settingsFor(memory: number, durable: boolean): string[] {
  const settings = { ...connections, ...memorySettings(memory), ...writing, ...logging, ...(durable ? {} : forgetful) }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const connections = {
  listen_addresses: '',
  max_connections: 60,
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  // Analytics here are many short statements: compiling each costs more than it saves.
  jit: 'off',
}

const clamp = (value: number, low: number, high: number): number => Math.floor(Math.min(Math.max(value, low), high))

const memorySettings = (memory: number) => ({
  shared_buffers: `${clamp(memory / 4, 64, 2048)}MB`,
  effective_cache_size: `${clamp(memory * 0.6, 128, 65536)}MB`,
  maintenance_work_mem: `${clamp(memory / 16, 32, 512)}MB`,
  work_mem: `${clamp(memory / 256, 4, 32)}MB`,
  random_page_cost: 1.1,
  // Parallel workers draw on the reserve first, then on files in the data folder: neither needs a large /dev/shm,
  // nor goes away when a user logs out.
  dynamic_shared_memory_type: 'mmap',
  min_dynamic_shared_memory: '32MB',
})

const writing = {
  // Nobody replicates from an embedded server; bulk loads write less.
  wal_level: 'minimal',
  max_wal_senders: 0,
  wal_compression: 'on',
  min_wal_size: '160MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  // After a large import searches are slow until the statistics know of it.
  autovacuum_naptime: '15s',
}

const logging = {
  log_destination: 'stderr',
  logging_collector: 'off',
  log_timezone: 'UTC',
  log_line_prefix: '',
  log_checkpoints: 'off',
  // The application reports its own failed statements; here their values could be somebody's phone number.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

const forgetful = { fsync: 'off', full_page_writes: 'off', autovacuum_naptime: '10min' }
