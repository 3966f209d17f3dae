-- One of these for the whole deployment: the companies it holds, the processes that work for it, and the door to the job queue.

create table company (
  key text primary key check (key ~ '^[a-z][a-z0-9]{1,30}$'),
  name text not null default '',
  created_at timestamptz not null default now()
);

create table process (
  id text primary key,
  role text not null check (role in ('web', 'worker')),
  host text not null,
  pid int not null,
  workers text[] not null default '{}',
  version text not null,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);

create table rate_window (
  key text primary key,
  window_start timestamptz not null,
  hits int not null
);
create index rate_window_age on rate_window (window_start);
