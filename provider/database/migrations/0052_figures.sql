-- Figures: totals that may leave this wing, and nothing about anybody. What is small is left out here, at the source;
-- a second person agrees; what was sent stays as it was sent, and later reports are checked against it.

create table provider.figure_reports (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null default kit.current_agency() references kit.agencies (id),
  pair_id uuid references bridge.pairs (id),
  crossing uuid not null default gen_random_uuid() unique,
  from_on date not null,
  until_on date not null,
  small_limit integer not null check (small_limit between 3 and 100),
  measures text[] not null check (cardinality(measures) between 1 and 20),
  amends uuid references provider.figure_reports (id),
  state text not null default 'draft' check (state in ('draft', 'sent', 'withdrawn')),
  counted_at timestamptz not null default now(),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  agreed_by uuid references kit.accounts (id),
  sent_at timestamptz,
  version integer not null default 1,
  check (from_on <= until_on),
  check ((state = 'sent') = (sent_at is not null)),
  check ((sent_at is null) = (agreed_by is null)),
  check (agreed_by <> made_by)
);
create index figure_reports_list on provider.figure_reports (organisation_id, until_on desc, counted_at desc);
create index figure_reports_pair on provider.figure_reports (pair_id);
create index figure_reports_amends on provider.figure_reports (amends);
create index figure_reports_made_by on provider.figure_reports (made_by);
create index figure_reports_agreed_by on provider.figure_reports (agreed_by);
comment on table provider.figure_reports is 'Reports of totals: counted, looked at by a second person, sent, never changed afterwards';
comment on column provider.figure_reports.id is 'Random id within this wing';
comment on column provider.figure_reports.organisation_id is 'Whose figures';
comment on column provider.figure_reports.pair_id is 'To which task force; empty for a report that is only looked at';
comment on column provider.figure_reports.crossing is 'Random id made for the crossing';
comment on column provider.figure_reports.from_on is 'First day counted';
comment on column provider.figure_reports.until_on is 'Last day counted';
comment on column provider.figure_reports.small_limit is 'What is below is left out';
comment on column provider.figure_reports.measures is 'What is counted, of the closed list';
comment on column provider.figure_reports.amends is 'Report that was sent and that this one amends';
comment on column provider.figure_reports.state is 'draft, sent, or withdrawn before it was sent';
comment on column provider.figure_reports.counted_at is 'When it was counted; what was recorded later is not in it';
comment on column provider.figure_reports.made_by is 'Who had it counted';
comment on column provider.figure_reports.agreed_by is 'Second person, another one, who looked at what leaves and sent it';
comment on column provider.figure_reports.sent_at is 'When it was sent';
comment on column provider.figure_reports.version is 'Counts up at every change';

create table provider.figure_rows (
  id uuid primary key default gen_random_uuid(),
  report_id uuid not null references provider.figure_reports (id),
  place integer not null,
  measure text not null check (measure ~ '^[a-z][a-z0-9_]{1,39}$'),
  group_code text not null check (group_code ~ '^[a-z][a-z0-9_]{1,39}$'),
  counted integer not null check (counted >= 0),
  value integer check (value = counted),
  why text check (why in ('small', 'cover', 'earlier', 'corrected', 'too_many')),
  unique (report_id, measure, group_code),
  check ((value is null) = (why is not null))
);
comment on table provider.figure_rows is 'The figures of a report: what was counted, and what of it leaves';
comment on column provider.figure_rows.id is 'Random id';
comment on column provider.figure_rows.report_id is 'Of which report';
comment on column provider.figure_rows.place is 'Place in the report';
comment on column provider.figure_rows.measure is 'What is counted';
comment on column provider.figure_rows.group_code is 'Of which group; all for the total';
comment on column provider.figure_rows.counted is 'The count; never leaves';
comment on column provider.figure_rows.value is 'What leaves: the count, or nothing';
comment on column provider.figure_rows.why is 'Why it is left out: small, to cover another, because of what was sent earlier, because earlier records were corrected, or because too many periods overlap';

-- A report is counted once and sent once. Two people; nothing changes afterwards.
create function provider.check_figure_report() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if old.state <> 'draft' then
    raise exception using errcode = 'CR422', message = 'settled', detail = 'state', hint = 'What was sent or withdrawn stays as it is. Make a report that amends it.';
  end if;
  if new.state = 'sent' then
    -- Two reports that are sent at once wait for each other: the second one sees the first.
    perform pg_advisory_xact_lock(46052, hashtext(new.organisation_id::text));
    new.agreed_by := kit.current_account();
    new.sent_at := now();
    if new.agreed_by = new.made_by then
      raise exception using errcode = 'CR422', message = 'second_person', detail = 'id', hint = 'It takes another person to look at what leaves. Ask a supervisor or the records officer.';
    end if;
    if exists (select from provider.figure_reports r where r.organisation_id = new.organisation_id and r.state = 'sent' and r.sent_at > new.counted_at) then
      raise exception using errcode = 'CR422', message = 'counted_before', detail = 'id', hint = 'Another report was sent since this one was counted. Count it anew, so that the two are checked together.';
    end if;
  end if;
  return new;
end $$;
comment on function provider.check_figure_report is 'Sent once, by a second person, and only when it was checked against everything sent before';
create trigger check_figure_report before update on provider.figure_reports for each row execute function provider.check_figure_report();

create function provider.check_figure_row() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from provider.figure_reports r where r.id = new.report_id and r.state = 'draft' and r.counted_at = now()) then
    raise exception using errcode = 'CR422', message = 'settled', detail = 'id', hint = 'The figures of a report are written when it is counted. Count a new one.';
  end if;
  if new.value < (select r.small_limit from provider.figure_reports r where r.id = new.report_id) then
    raise exception using errcode = 'CR422', message = 'small', detail = 'value', hint = 'A figure below the limit does not leave.';
  end if;
  return new;
end $$;
comment on function provider.check_figure_row is 'Figures are written in the moment of counting, and none below the limit is one that leaves';
create trigger check_figure_row before insert on provider.figure_rows for each row execute function provider.check_figure_row();

create function provider.check_amended() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.amends is not null and not exists (
    select from provider.figure_reports r where r.id = new.amends and r.organisation_id = new.organisation_id and r.state = 'sent'
      and r.from_on = new.from_on and r.until_on = new.until_on and r.pair_id is not distinct from new.pair_id) then
    raise exception using errcode = 'CR422', message = 'nothing_to_amend', detail = 'amends', hint = 'Choose a report that was sent for the same period to the same task force.';
  end if;
  return new;
end $$;
comment on function provider.check_amended is 'Only what was sent is amended, for the same period and to the same side';
create trigger check_amended before insert on provider.figure_reports for each row execute function provider.check_amended();

select kit.audited('provider.figure_reports');
select kit.versioned('provider.figure_reports');
select kit.audited('provider.figure_rows');
