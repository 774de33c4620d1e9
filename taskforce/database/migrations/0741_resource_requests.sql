-- Requests for resources: text around frozen figures; written by one, reviewed by another, approved by a third.

create table taskforce.resource_requests (
  id uuid primary key default gen_random_uuid(),
  title text not null check (length(trim(title)) between 3 and 120),
  what_if_id uuid references taskforce.what_ifs (id),
  run_id uuid references taskforce.estimate_runs (id),
  figures jsonb not null check (jsonb_typeof(figures) = 'object'),
  figures_hash text not null check (figures_hash ~ '^[0-9a-f]{64}$'),
  what text not null default '' check (length(what) <= 4000),
  why text not null default '' check (length(why) <= 8000),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'reviewed', 'approved', 'returned', 'withdrawn')),
  reason text check (length(reason) between 1 and 2000),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  written_by uuid not null default kit.current_account() references kit.accounts (id),
  submitted_at timestamptz,
  reviewed_by uuid references kit.accounts (id),
  reviewed_at timestamptz,
  decided_by uuid references kit.accounts (id),
  decided_at timestamptz,
  version integer not null default 1,
  check ((what_if_id is null) <> (run_id is null)),
  check (state in ('draft', 'returned', 'withdrawn') or (length(trim(what)) >= 20 and length(trim(why)) >= 20)),
  check (state <> 'returned' or length(trim(reason)) >= 20),
  check (state not in ('reviewed', 'approved') or (reviewed_by is not null and reviewed_by <> made_by)),
  check (state <> 'approved' or (decided_by is not null and decided_by <> made_by and decided_by <> reviewed_by))
);
create index resource_requests_recent on taskforce.resource_requests (made_at desc);
create index resource_requests_what_if on taskforce.resource_requests (what_if_id);
create index resource_requests_run on taskforce.resource_requests (run_id);
create index resource_requests_made_by on taskforce.resource_requests (made_by);
create index resource_requests_written_by on taskforce.resource_requests (written_by);
create index resource_requests_reviewed_by on taskforce.resource_requests (reviewed_by);
create index resource_requests_decided_by on taskforce.resource_requests (decided_by);
comment on table taskforce.resource_requests is 'Requests for people or money, generated from a what-if or an estimate; the figures are frozen, the text is edited around them';
comment on column taskforce.resource_requests.id is 'Random id';
comment on column taskforce.resource_requests.title is 'What it is called';
comment on column taskforce.resource_requests.what_if_id is 'What-if it was made from; empty: from an estimate';
comment on column taskforce.resource_requests.run_id is 'Estimate of the office it was made from; empty: from a what-if';
comment on column taskforce.resource_requests.figures is 'Differences or ranges, costs by fiscal year, assumptions, track record, as they stood when it was made';
comment on column taskforce.resource_requests.figures_hash is 'SHA-256 over the canonical JSON of the figures';
comment on column taskforce.resource_requests.what is 'What is asked for';
comment on column taskforce.resource_requests.why is 'Why';
comment on column taskforce.resource_requests.state is 'draft, submitted, reviewed, approved, returned or withdrawn';
comment on column taskforce.resource_requests.reason is 'Why it was returned last';
comment on column taskforce.resource_requests.made_by is 'Who made it';
comment on column taskforce.resource_requests.made_at is 'When';
comment on column taskforce.resource_requests.written_by is 'Who wrote its text last';
comment on column taskforce.resource_requests.submitted_at is 'When it was put to review';
comment on column taskforce.resource_requests.reviewed_by is 'Who reviewed it: neither who made nor who wrote it';
comment on column taskforce.resource_requests.reviewed_at is 'When';
comment on column taskforce.resource_requests.decided_by is 'Who approved it: a third person';
comment on column taskforce.resource_requests.decided_at is 'When';
comment on column taskforce.resource_requests.version is 'Counts up at every change';
select kit.audited('taskforce.resource_requests');
select kit.versioned('taskforce.resource_requests');

-- The order of states and who may move them: the same as rules.ts of the room. Who and when come from the session.
create function taskforce.check_resource_request() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  me constant uuid := kit.current_account();
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception using errcode = 'CR422', message = 'begins_as_draft', detail = 'state', hint = 'A request begins as a draft.';
    end if;
    return new;
  end if;
  if (new.figures, new.figures_hash, new.what_if_id, new.run_id, new.made_by, new.made_at)
    is distinct from (old.figures, old.figures_hash, old.what_if_id, old.run_id, old.made_by, old.made_at) then
    raise exception using errcode = 'CR422', message = 'frozen', detail = 'figures', hint = 'The figures of a request are never changed. Make a new request.';
  end if;
  if (new.title, new.what, new.why) is distinct from (old.title, old.what, old.why) then
    if old.state not in ('draft', 'returned') or new.state <> old.state then
      raise exception using errcode = 'CR422', message = 'not_a_draft', detail = 'state', hint = 'Its text is changed while it is a draft or was returned.';
    end if;
    new.written_by := me;
  end if;
  if new.state = old.state then
    return new;
  end if;
  if not (old.state, new.state) in (('draft', 'submitted'), ('returned', 'submitted'), ('submitted', 'reviewed'), ('submitted', 'returned'),
    ('reviewed', 'approved'), ('reviewed', 'returned'), ('draft', 'withdrawn'), ('returned', 'withdrawn'), ('submitted', 'withdrawn'), ('reviewed', 'withdrawn')) then
    raise exception using errcode = 'CR422', message = 'wrong_order', detail = 'state', hint = 'Load the request again: it does not stand there any more.';
  end if;
  if new.state in ('submitted', 'withdrawn') and kit.reach('resources.write') is null
    or new.state in ('reviewed', 'returned') and kit.reach('resources.review') is null
    or new.state = 'approved' and kit.reach('resources.approve') is null then
    raise exception using errcode = '42501';
  end if;
  if new.state in ('reviewed', 'returned', 'approved') and me in (old.made_by, old.written_by) then
    raise exception using errcode = 'CR422', message = 'four_eyes', detail = 'account', hint = 'Whoever made or wrote a request neither reviews nor approves it. Ask a colleague.';
  end if;
  if new.state = 'approved' and me = old.reviewed_by then
    raise exception using errcode = 'CR422', message = 'four_eyes', detail = 'account', hint = 'Whoever reviewed a request does not approve it. Ask a colleague.';
  end if;
  new.submitted_at := case when new.state = 'submitted' then now() else new.submitted_at end;
  if new.state = 'reviewed' then
    new.reviewed_by := me;
    new.reviewed_at := now();
  elsif new.state = 'submitted' then
    new.reviewed_by := null;
    new.reviewed_at := null;
  elsif new.state = 'approved' then
    new.decided_by := me;
    new.decided_at := now();
  end if;
  return new;
end $$;
comment on function taskforce.check_resource_request is 'Holds a request to the order of its states, to four eyes, and to its frozen figures';
create trigger resource_requests_check before insert or update on taskforce.resource_requests
  for each row execute function taskforce.check_resource_request();
