import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

const MB = 1024 * 1024;

/**
 * The server's settings, name by name, with reasons. They go on the command line, where neither postgresql.conf nor
 * ALTER SYSTEM can override them: what was acknowledged must survive.
 */
export function settings(memory: number = usableMemory()): Record<string, string> {
  return {
    // Nothing acknowledged may be lost: these are PostgreSQL's defaults, pinned.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',

    // Peer authentication over the private socket is the only way in.
    listen_addresses: '',
    port: '5432',
    max_connections: '100',

    // A quarter of the memory, as the manual advises; what is never read is never taken. A page outside is copied in and its checksum computed.
    shared_buffers: inMegabytes(memory / 4, 32, 8192),
    effective_cache_size: inMegabytes(memory / 2, 64, 65536),
    work_mem: '16MB',
    maintenance_work_mem: inMegabytes(memory / 16, 16, 256),
    dynamic_shared_memory_type: dynamicSharedMemory(),

    // Fewer checkpoints write fewer full pages; the price is some seconds of recovery after a crash.
    checkpoint_timeout: '15min',
    max_wal_size: '2GB',
    wal_compression: 'on',

    // Data sit on SSDs or in the cache; the default of 4 is a spinning disk's and drives plans away from indexes.
    random_page_cost: '1.1',
    // Compiling costs more than our short queries take.
    jit: 'off',
    // A table that was never analysed is taken for tiny, and a first import would walk whole indexes for a minute.
    autovacuum_naptime: '5s',
    timezone: 'UTC',

    // One file per weekday, overwritten a week later: <data directory>/cluster/log/postgresql-Mon.log
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u ',
    // Statements and details ("Key (value)=(jana@example.com) already exists") would put customers' data into the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
}

// The container's limit where there is one. constrainedMemory() answers 0 or an absurdly large number where there is none.
function usableMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}

function inMegabytes(bytes: number, least: number, most: number): string {
  return `${Math.round(Math.min(Math.max(bytes / MB, least), most))}MB`;
}

// Containers get 64 MB of /dev/shm, which parallel queries overrun ("could not resize shared memory segment"); System V
// segments do not lie there.
function dynamicSharedMemory(): string {
  if (process.platform !== 'linux') return 'posix';
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize >= 256 * MB ? 'posix' : 'sysv';
  } catch {
    return 'sysv';
  }
}
