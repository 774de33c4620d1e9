-- What a client says about their own record: a correction asked for, or a statement kept beside an entry.

create table provider.annotations (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  subject text not null check (subject in ('record', 'details', 'need', 'service', 'safety_plan', 'goal', 'note', 'disclosure')),
  subject_id uuid,
  kind text not null check (kind in ('correction', 'disagreement', 'addition')),
  said_on date not null,
  state text not null default 'waiting' check (state in ('waiting', 'corrected', 'kept_beside')),
  sealed bytea,
  answer_sealed bytea,
  answered_by uuid references kit.accounts (id),
  answered_at timestamptz,
  recorded_by uuid not null default kit.current_account() references kit.accounts (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check ((state = 'waiting') = (answered_at is null)),
  check (subject not in ('record', 'details') or subject_id is null)
);
create index annotations_client on provider.annotations (client_id, said_on desc);
comment on table provider.annotations is 'Corrections and statements of a client about their record, kept beside what they speak of';
comment on column provider.annotations.id is 'Random id; the seals are bound to it';
comment on column provider.annotations.client_id is 'Who says it';
comment on column provider.annotations.subject is 'What it speaks of: the whole record, the details, a need, a service, the safety plan, a goal, a note, a disclosure';
comment on column provider.annotations.subject_id is 'Which entry of that kind; empty when it speaks of all of them';
comment on column provider.annotations.kind is 'A correction asked for, a statement of disagreement, an addition';
comment on column provider.annotations.said_on is 'Day on which the client said it';
comment on column provider.annotations.state is 'waiting, corrected, kept beside (nothing was changed, the statement stands)';
comment on column provider.annotations.sealed is 'The client''s words, JSON under the client''s own key';
comment on column provider.annotations.answer_sealed is 'What was answered, JSON under the client''s own key';
comment on column provider.annotations.answered_by is 'Who answered';
comment on column provider.annotations.answered_at is 'When';
comment on column provider.annotations.recorded_by is 'Who wrote the client''s words down';
comment on column provider.annotations.recorded_at is 'Recorded time';
comment on column provider.annotations.version is 'Counts up at every change';

create trigger refuse_destroyed before insert on provider.annotations for each row execute function provider.refuse_destroyed();

-- Answers stay as given, and so do the client's words.
create function provider.keep_annotation() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.answered_at is not null and new.answered_at is distinct from old.answered_at then
    raise exception using errcode = 'CR422', message = 'answered', detail = 'id', hint = 'This was answered already; the client can say more in a new statement.';
  end if;
  return new;
end $$;
comment on function provider.keep_annotation is 'A statement is answered once';
create trigger keep_annotation before update on provider.annotations for each row execute function provider.keep_annotation();

select kit.audited('provider.annotations', 'clients', 'client_id');
select kit.versioned('provider.annotations');
