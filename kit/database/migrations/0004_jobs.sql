-- Long work, receipts of writes, notices.

create table kit.jobs (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null default kit.current_account() references kit.accounts (id),
  kind text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  done bigint not null default 0,
  total bigint,
  step text,
  input jsonb not null default '{}',
  result jsonb,
  problem text,
  attempts integer not null default 0,
  cancel_asked_at timestamptz,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index jobs_account on kit.jobs (account_id, created_at desc);
comment on table kit.jobs is 'Long work with progress, cancel, retry and a result to come back to';
comment on column kit.jobs.id is 'Random id';
comment on column kit.jobs.account_id is 'Who asked; the work sees what this account may see';
comment on column kit.jobs.kind is 'Which work';
comment on column kit.jobs.state is 'queued, running, done, failed or cancelled';
comment on column kit.jobs.done is 'Units done';
comment on column kit.jobs.total is 'Units in all, when known';
comment on column kit.jobs.step is 'Code of the present step';
comment on column kit.jobs.input is 'What to do: ids and closed words';
comment on column kit.jobs.result is 'What came out: ids, counts, row problems';
comment on column kit.jobs.problem is 'Code of the problem when it failed';
comment on column kit.jobs.attempts is 'How often it was tried';
comment on column kit.jobs.cancel_asked_at is 'When its owner asked to stop it';
comment on column kit.jobs.created_at is 'When it was asked for';
comment on column kit.jobs.started_at is 'When it began';
comment on column kit.jobs.finished_at is 'When it ended';

create table kit.receipts (
  account_id uuid not null default kit.current_account() references kit.accounts (id),
  key uuid not null,
  procedure text not null,
  input_hash bytea not null,
  output jsonb,
  at timestamptz not null default now(),
  primary key (account_id, key)
);
comment on table kit.receipts is 'Answers already given, so that a write sent twice is done once';
comment on column kit.receipts.account_id is 'Who asked';
comment on column kit.receipts.key is 'Key the client chose for this write';
comment on column kit.receipts.procedure is 'What was asked';
comment on column kit.receipts.input_hash is 'SHA-256 of the input: the same key with another input is refused';
comment on column kit.receipts.output is 'The answer';
comment on column kit.receipts.at is 'When; kept for a week';

create table kit.notices (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references kit.accounts (id),
  kind text not null,
  subject_table text,
  subject_id uuid,
  urgent boolean not null default false,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  mailed_at timestamptz
);
create index notices_account on kit.notices (account_id, created_at desc);
create index notices_unmailed on kit.notices (created_at) where mailed_at is null;
comment on table kit.notices is 'What somebody should know; a kind and a record, never personal data';
comment on column kit.notices.id is 'Random id';
comment on column kit.notices.account_id is 'For whom';
comment on column kit.notices.kind is 'Which sentence of the language files';
comment on column kit.notices.subject_table is 'Kind of record to open';
comment on column kit.notices.subject_id is 'That record';
comment on column kit.notices.urgent is 'Whether it is about danger';
comment on column kit.notices.created_at is 'When';
comment on column kit.notices.read_at is 'When it was read';
comment on column kit.notices.mailed_at is 'When it was handed to the mail server, or skipped because none is set';

create function kit.notify(to_account uuid, kind text, subject_table text, subject_id uuid, urgent boolean default false)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into kit.notices (account_id, kind, subject_table, subject_id, urgent)
  select to_account, kind, subject_table, subject_id, urgent where kit.current_account() is not null
$$;
comment on function kit.notify is 'Leaves a notice for an account';
