-- Files are stored by content outside the database; here is what they are, whose they are and who had them.

create table kit.files (
  id uuid primary key default gen_random_uuid(),
  sha256 bytea not null check (length(sha256) = 32),
  bytes bigint not null check (bytes >= 0),
  kind text not null,
  name text not null check (length(name) between 1 and 200),
  scope_table text not null,
  scope_id uuid,
  handling text[] not null default '{}',
  uploaded_by uuid default kit.current_account() references kit.accounts (id),
  uploaded_at timestamptz not null default now(),
  version integer not null default 1
);
create index files_scope on kit.files (scope_id, uploaded_at desc);
create index files_sha256 on kit.files (sha256);
comment on table kit.files is 'Files people brought; the content lies in the file store under its SHA-256';
comment on column kit.files.id is 'Random id';
comment on column kit.files.sha256 is 'Hash of the content';
comment on column kit.files.bytes is 'Length';
comment on column kit.files.kind is 'Type found by looking at the content';
comment on column kit.files.name is 'Safe name for download';
comment on column kit.files.scope_table is 'Kind of record the file belongs to';
comment on column kit.files.scope_id is 'That record; its readers may read the file';
comment on column kit.files.handling is 'Handling labels';
comment on column kit.files.uploaded_by is 'Who brought it';
comment on column kit.files.uploaded_at is 'When';
comment on column kit.files.version is 'Counts up at every change';

create table kit.file_custody (
  id uuid primary key default gen_random_uuid(),
  file_id uuid not null references kit.files (id),
  at timestamptz not null default now(),
  account_id uuid default kit.current_account() references kit.accounts (id),
  event text not null check (event in ('received', 'read', 'verified', 'relabelled', 'exported', 'moved')),
  detail jsonb not null default '{}'
);
create index file_custody_file on kit.file_custody (file_id, at);
comment on table kit.file_custody is 'Chain of custody of a file; inserted only';
comment on column kit.file_custody.id is 'Random id';
comment on column kit.file_custody.file_id is 'Which file';
comment on column kit.file_custody.at is 'When';
comment on column kit.file_custody.account_id is 'Who';
comment on column kit.file_custody.event is 'What was done';
comment on column kit.file_custody.detail is 'Closed words only';

select kit.audited('kit.files', null, 'scope_id');
select kit.versioned('kit.files');
