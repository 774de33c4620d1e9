-- Mandated reports and danger. They take the way that the law opens without a client's permission: done by phone or on
-- paper, with the least that is needed, written down here apart from everything else, and the client is told. Nothing of
-- them crosses the bridge.

create table provider.report_rules (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null default kit.current_agency() references kit.agencies (id),
  path text not null check (path in ('child_protection', 'hhs_minor', 'missing_from_care', 'imminent_danger')),
  region text not null check (region ~ '^[A-Z]{2}$'),
  words text not null check (length(words) between 1 and 400),
  hours integer check (hours between 1 and 720),
  call text not null default '' check (length(call) <= 200),
  confirmed_on date,
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  version integer not null default 1
);
create index report_rules_list on provider.report_rules (organisation_id, path) where ended_at is null;
create index report_rules_created_by on provider.report_rules (created_by);
comment on table provider.report_rules is 'What the law of each state asks of this provider, as its counsel wrote it; the program cites nothing of its own';
comment on column provider.report_rules.id is 'Random id';
comment on column provider.report_rules.organisation_id is 'Whose list';
comment on column provider.report_rules.path is 'For which way: child protection, notice to HHS, missing from care, imminent danger';
comment on column provider.report_rules.region is 'State or territory by its two letters; US for federal law';
comment on column provider.report_rules.words is 'What is to be done, in the provider''s or counsel''s words';
comment on column provider.report_rules.hours is 'Within how many hours of finding the facts; empty when at once';
comment on column provider.report_rules.call is 'Whom to call: office and number';
comment on column provider.report_rules.confirmed_on is 'When counsel last confirmed it';
comment on column provider.report_rules.created_by is 'Who entered it';
comment on column provider.report_rules.created_at is 'Recorded time';
comment on column provider.report_rules.ended_at is 'Since when it no longer holds; a rule that was used is ended, never changed';
comment on column provider.report_rules.version is 'Counts up at every change';

alter table provider.client_clocks drop constraint client_clocks_kind_check;
alter table provider.client_clocks add constraint client_clocks_kind_check check (kind in ('hhs_notice', 'child_abuse_report', 'intake_form', 'missing_from_care'));
comment on column provider.client_clocks.kind is 'hhs_notice: 24 hours for a minor who may be a foreign national (22 USC 7105(b)); child_abuse_report, missing_from_care: as the provider''s list of rules sets; intake_form: 90 days (OTIP)';

create table provider.protective_reports (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  path text not null check (path in ('child_protection', 'hhs_minor', 'missing_from_care', 'imminent_danger')),
  found_at timestamptz not null,
  due_at timestamptz,
  rule_id uuid references provider.report_rules (id),
  recipient text not null check (recipient in ('child_protection', 'emergency_services', 'police', 'hhs', 'ncmec', 'other')),
  fields text[] not null default '{}' check (cardinality(fields) <= 40 and array_to_string(fields, ' ') ~ '^([a-z][a-z0-9_.]{0,59}( |$))*$'),
  made_at timestamptz,
  made_how text check (made_how in ('phone', 'in_person', 'on_paper', 'web_form')),
  not_made text check (not_made in ('made_by_another', 'facts_changed', 'entered_by_mistake')),
  told text not null default 'not_yet' check (told in ('told', 'not_yet', 'not_safe', 'not_reached')),
  told_at timestamptz,
  sealed bytea,
  clock_id uuid references provider.client_clocks (id),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((made_at is null) = (made_how is null)),
  check (made_at is null or not_made is null),
  check ((told = 'told') = (told_at is not null))
);
create index protective_reports_client on provider.protective_reports (client_id, found_at desc);
create index protective_reports_due on provider.protective_reports (due_at) where made_at is null and not_made is null;
create index protective_reports_rule on provider.protective_reports (rule_id);
create index protective_reports_clock on provider.protective_reports (clock_id);
create index protective_reports_created_by on provider.protective_reports (created_by);
comment on table provider.protective_reports is 'Reports that the law asks for or danger calls for, made by phone or on paper without a permission; apart from the record';
comment on column provider.protective_reports.id is 'Random id; the seal is bound to it';
comment on column provider.protective_reports.client_id is 'About which client';
comment on column provider.protective_reports.path is 'Child protection, notice to HHS, missing from care, imminent danger';
comment on column provider.protective_reports.found_at is 'When the facts were found; the clock runs from here';
comment on column provider.protective_reports.due_at is 'Last moment; empty when at once';
comment on column provider.protective_reports.rule_id is 'Rule of the provider''s list that it follows';
comment on column provider.protective_reports.recipient is 'To what sort of office it goes';
comment on column provider.protective_reports.fields is 'Codes of what was said, never the content';
comment on column provider.protective_reports.made_at is 'When it was made';
comment on column provider.protective_reports.made_how is 'By which way';
comment on column provider.protective_reports.not_made is 'Why it was not made after all';
comment on column provider.protective_reports.told is 'Whether the client was told; why not yet is sealed';
comment on column provider.protective_reports.told_at is 'When the client was told';
comment on column provider.protective_reports.sealed is 'Who took the report, its reference, what was said, why the client was not told, under the client''s own key';
comment on column provider.protective_reports.clock_id is 'Deadline of the client that it settles';
comment on column provider.protective_reports.created_by is 'Who entered it';
comment on column provider.protective_reports.created_at is 'Recorded time';
comment on column provider.protective_reports.version is 'Counts up at every change';

-- What was reported stays as it was reported; only that the client was told is added, once, and a reference.
create function provider.keep_report() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.client_id <> old.client_id or new.path <> old.path or new.found_at <> old.found_at
    or ((old.made_at is not null or old.not_made is not null) and (new.made_at is distinct from old.made_at or new.made_how is distinct from old.made_how
      or new.not_made is distinct from old.not_made or new.fields <> old.fields or new.recipient <> old.recipient)) then
    raise exception using errcode = 'CR422', message = 'made', detail = 'id', hint = 'What was reported stays as it was written. Enter another report for what is new.';
  end if;
  if old.told = 'told' and (new.told <> 'told' or new.told_at <> old.told_at) then
    raise exception using errcode = 'CR422', message = 'told', detail = 'told', hint = 'It is written already when the client was told.';
  end if;
  return new;
end $$;
comment on function provider.keep_report is 'A report that was made stays as it was written; when the client was told is added once';
create trigger keep_report before update on provider.protective_reports for each row execute function provider.keep_report();
create trigger refuse_destroyed before insert on provider.protective_reports for each row execute function provider.refuse_destroyed();

-- A rule of the list belongs to the organisation of the client.
create function provider.check_report_rule() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.rule_id is not null and not exists (
    select from provider.report_rules r join provider.clients c on c.organisation_id = r.organisation_id
    where r.id = new.rule_id and c.id = new.client_id and r.path = new.path) then
    raise exception using errcode = 'CR422', message = 'no_such_rule', detail = 'ruleId', hint = 'Choose a rule of your own list for this kind of report.';
  end if;
  if new.clock_id is not null and not exists (select from provider.client_clocks k where k.id = new.clock_id and k.client_id = new.client_id) then
    raise exception using errcode = 'CR422', message = 'other_client', detail = 'clockId', hint = 'Choose a deadline of this client.';
  end if;
  return new;
end $$;
comment on function provider.check_report_rule is 'A report follows a rule of its own organisation and settles a deadline of its own client';
create trigger check_report_rule before insert or update on provider.protective_reports for each row execute function provider.check_report_rule();

create function provider.keep_rule() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.ended_at is not null then
    raise exception using errcode = 'CR422', message = 'ended', detail = 'id', hint = 'This rule has ended. Enter a new one.';
  end if;
  return new;
end $$;
comment on function provider.keep_rule is 'A rule that ended is not taken up again';
create trigger keep_rule before update on provider.report_rules for each row execute function provider.keep_rule();

select kit.audited('provider.report_rules');
select kit.versioned('provider.report_rules');
select kit.audited('provider.protective_reports', 'clients', 'client_id');
select kit.versioned('provider.protective_reports');
