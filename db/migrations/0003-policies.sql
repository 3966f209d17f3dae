-- The written policy: whole documents, one integer version each; and the working calendar.

create table policy_version (
  version int primary key check (version > 0),
  pack_id text not null,
  title text not null,
  source text not null,
  document text not null,
  hash bytea not null,
  effective_on date not null,
  note text not null default '',
  published_at timestamptz not null,
  published_by text not null
);
create index policy_version_effective on policy_version (effective_on, version);

create table calendar_day (
  day date primary key,
  working boolean not null,
  name text not null default '',
  source text not null check (source in ('NOTICE', 'OWN')),
  version int not null default 1
);

create table calendar_year (
  year int primary key,
  noticed boolean not null
);
