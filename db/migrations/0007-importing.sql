-- Files in: what was asked, what failed and why, and what columns people matched before.

create table import (
  job_id bigint primary key references job (id),
  file_id uuid not null references file (id),
  kind text not null check (kind in ('customers', 'contacts', 'orders')),
  settings text not null,
  dry_run boolean not null,
  new_rows bigint not null default 0,
  changed_rows bigint not null default 0,
  skipped_rows bigint not null default 0,
  failed_rows bigint not null default 0,
  customers_created bigint not null default 0
);

create table import_failed_row (
  import_id bigint not null references import (job_id),
  line int not null,
  cells text not null,
  reasons text not null,
  primary key (import_id, line)
);

create table import_mapping (
  kind text not null,
  header_key text not null,
  mapping text not null,
  used_at timestamptz not null,
  primary key (kind, header_key)
);
