-- What work costs and who pays: hourly rates of roles from a day on, money that sources give by fiscal year, what is
-- ordered and not yet paid. People have no rates of their own: a role of an agency has.

create table taskforce.rates (
  id uuid primary key default gen_random_uuid(),
  work_role text not null check (work_role in ('supervisor', 'detective', 'analyst', 'prosecutor', 'labor_inspector', 'victim_specialist', 'outreach', 'records', 'forensic_examiner', 'interpreter', 'other')),
  agency_id uuid references kit.agencies (id),
  from_on date not null,
  cents_per_hour integer not null check (cents_per_hour between 0 and 1000000),
  note text check (length(note) between 1 and 500),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  unique nulls not distinct (work_role, agency_id, from_on)
);
create index rates_agency on taskforce.rates (agency_id);
create index rates_created_by on taskforce.rates (created_by);
comment on table taskforce.rates is 'What an hour of a role costs from a day on, until a later line of the same role and agency';
comment on column taskforce.rates.id is 'Random id';
comment on column taskforce.rates.work_role is 'Role of the work, not a person';
comment on column taskforce.rates.agency_id is 'Agency whose people it is for; empty: every agency without a rate of its own';
comment on column taskforce.rates.from_on is 'First day it holds';
comment on column taskforce.rates.cents_per_hour is 'Cents of the currency an hour, benefits included if the task force counts them';
comment on column taskforce.rates.note is 'Where the figure comes from';
comment on column taskforce.rates.created_by is 'Who wrote it down';
comment on column taskforce.rates.created_at is 'Recorded time';
select kit.audited('taskforce.rates');

create table taskforce.funding_years (
  id uuid primary key default gen_random_uuid(),
  funding_source_id uuid not null references taskforce.funding_sources (id),
  fiscal_year integer not null check (fiscal_year between 2000 and 2200),
  amount_cents bigint not null check (amount_cents between 0 and 100000000000000),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (funding_source_id, fiscal_year)
);
create index funding_years_created_by on taskforce.funding_years (created_by);
comment on table taskforce.funding_years is 'What a source gives for a fiscal year';
comment on column taskforce.funding_years.id is 'Random id';
comment on column taskforce.funding_years.funding_source_id is 'Whose money';
comment on column taskforce.funding_years.fiscal_year is 'Year in which the fiscal year ends';
comment on column taskforce.funding_years.amount_cents is 'What may be spent in it, in cents';
comment on column taskforce.funding_years.created_by is 'Who wrote it down';
comment on column taskforce.funding_years.created_at is 'Recorded time';
comment on column taskforce.funding_years.version is 'Counts up at every change';
select kit.audited('taskforce.funding_years');
select kit.versioned('taskforce.funding_years');

create table taskforce.commitments (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  kind text not null check (kind in ('overtime', 'travel', 'lodging', 'vehicle', 'interpreter', 'translation_and_transcription', 'forensic_examination', 'medical_examination', 'records_and_subpoena_fees', 'equipment', 'communications', 'purchase_of_evidence', 'informant_payment', 'witness_costs', 'victim_emergency', 'expert', 'storage', 'other')),
  amount_cents bigint not null check (amount_cents between 1 and 100000000000),
  funding_source_id uuid references taskforce.funding_sources (id),
  due_on date not null,
  note text check (length(note) between 1 and 500),
  state text not null default 'open' check (state in ('open', 'paid', 'cancelled')),
  settled_at timestamptz,
  settled_by uuid references kit.accounts (id),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((state = 'open') = (settled_at is null)),
  check ((settled_at is null) = (settled_by is null))
);
create index commitments_case on taskforce.commitments (case_id, state);
create index commitments_strand on taskforce.commitments (strand_id);
create index commitments_funding on taskforce.commitments (funding_source_id);
create index commitments_created_by on taskforce.commitments (created_by);
create index commitments_settled_by on taskforce.commitments (settled_by);
comment on table taskforce.commitments is 'Money that is ordered or promised for a case and not yet paid';
comment on column taskforce.commitments.id is 'Random id';
comment on column taskforce.commitments.case_id is 'Case it is for';
comment on column taskforce.commitments.strand_id is 'Strand it is for; empty: the whole case';
comment on column taskforce.commitments.kind is 'Kind of cost, as of the costs of activities';
comment on column taskforce.commitments.amount_cents is 'Amount in cents';
comment on column taskforce.commitments.funding_source_id is 'Whose money pays';
comment on column taskforce.commitments.due_on is 'Day it falls due';
comment on column taskforce.commitments.note is 'What was ordered';
comment on column taskforce.commitments.state is 'open; paid: it stands among the costs now; cancelled: it will not be paid';
comment on column taskforce.commitments.settled_at is 'When it was paid or cancelled';
comment on column taskforce.commitments.settled_by is 'Who said so';
comment on column taskforce.commitments.created_by is 'Who wrote it down';
comment on column taskforce.commitments.created_at is 'Recorded time';
comment on column taskforce.commitments.version is 'Counts up at every change';
select kit.audited('taskforce.commitments', 'cases', 'case_id');
select kit.versioned('taskforce.commitments');

create function taskforce.check_commitment() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.strand_id is not null and not exists (select from taskforce.strands s where s.id = new.strand_id and s.case_id = new.case_id) then
    raise exception using errcode = 'CR422', message = 'strand_of_another_case', detail = 'strandId', hint = 'Choose a strand of this case.';
  end if;
  if tg_op = 'UPDATE' and old.state <> 'open' then
    raise exception using errcode = 'CR422', message = 'commitment_settled', detail = 'id', hint = 'This one is paid or cancelled. Write a new one down.';
  end if;
  if tg_op = 'UPDATE' and new.state <> 'open' then
    new.settled_at := now();
    new.settled_by := kit.current_account();
  end if;
  return new;
end $$;
comment on function taskforce.check_commitment is 'A commitment stays in its case and ends once';
create trigger commitments_check before insert or update on taskforce.commitments
  for each row execute function taskforce.check_commitment();

alter table taskforce.work_entries add column work_role text
  check (work_role in ('supervisor', 'detective', 'analyst', 'prosecutor', 'labor_inspector', 'victim_specialist', 'outreach', 'records', 'forensic_examiner', 'interpreter', 'other'));
comment on column taskforce.work_entries.work_role is 'Role the work was done in; empty: the role of the account';

-- What an account's hours count as when nothing was said: its roles in this order.
create function taskforce.work_role_of(the_account uuid) returns text
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((
    select m.work_role
    from (values ('investigator', 'detective', 1), ('prosecutor', 'prosecutor', 2), ('labor_inspector', 'labor_inspector', 3),
      ('victim_specialist', 'victim_specialist', 4), ('analyst', 'analyst', 5), ('outreach_coordinator', 'outreach', 6),
      ('commander', 'supervisor', 7), ('records_officer', 'records', 8)) as m (role, work_role, place)
    join kit.account_roles r on r.role = m.role and r.account_id = the_account and r.ended_at is null
    order by m.place limit 1), 'other')
$$;
comment on function taskforce.work_role_of is 'Role of the work of an account, by its roles; other when it has none of them';

-- Ranges of money beside the ranges of time, computed in the same runs and frozen with them.
create table taskforce.money_estimates (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references taskforce.estimate_runs (id),
  case_id uuid references taskforce.cases (id),
  fiscal_year integer check (fiscal_year between 2000 and 2300),
  spent_cents bigint not null,
  committed_cents bigint not null,
  p10 bigint,
  p50 bigint,
  p80 bigint,
  p95 bigint,
  hours jsonb,
  handling text[] not null default '{}',
  made_at timestamptz not null default now(),
  unique nulls not distinct (run_id, case_id, fiscal_year),
  check ((p10 is null) = (p95 is null) and (p50 is null) = (p95 is null) and (p80 is null) = (p95 is null)),
  check (p95 is null or (p10 <= p50 and p50 <= p80 and p80 <= p95))
);
create index money_estimates_case on taskforce.money_estimates (case_id, made_at desc);
comment on table taskforce.money_estimates is 'What cases and the office spent, committed and may still cost, by fiscal year; frozen with their run';
comment on column taskforce.money_estimates.id is 'Random id';
comment on column taskforce.money_estimates.run_id is 'Computation it is of';
comment on column taskforce.money_estimates.case_id is 'Case; empty: the whole office';
comment on column taskforce.money_estimates.fiscal_year is 'Year in which the fiscal year ends; empty: all years together';
comment on column taskforce.money_estimates.spent_cents is 'Hours at their rates and costs until the day of the computation, exact';
comment on column taskforce.money_estimates.committed_cents is 'Ordered and not yet paid';
comment on column taskforce.money_estimates.p10 is 'One run in ten costs at most this on top of what is spent; cents. Empty while no rate is set';
comment on column taskforce.money_estimates.p50 is 'Half of the runs cost at most this';
comment on column taskforce.money_estimates.p80 is 'Eight in ten';
comment on column taskforce.money_estimates.p95 is 'Nineteen in twenty';
comment on column taskforce.money_estimates.hours is 'By role: hours until now and the range of those to come; only on the line of all years';
comment on column taskforce.money_estimates.handling is 'Labels of the records it was computed from: they follow it';
create trigger money_estimates_frozen before update or delete on taskforce.money_estimates
  for each row execute function taskforce.refuse_rewriting();
