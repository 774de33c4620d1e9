-- What it will still take: ranges, frozen when they are made and scored by what happened. Nothing here is ever changed.

create table taskforce.estimate_runs (
  id uuid primary key default gen_random_uuid(),
  made_for text not null check (made_for in ('office', 'entries')),
  as_of date not null,
  made_at timestamptz not null default now(),
  made_by uuid references kit.accounts (id),
  engine text not null check (length(engine) between 1 and 40),
  seed integer not null,
  runs integer not null check (runs between 100 and 100000),
  inputs_hash text not null check (inputs_hash ~ '^[0-9a-f]{64}$'),
  basis jsonb not null,
  flows jsonb
);
create index estimate_runs_recent on taskforce.estimate_runs (made_at desc);
create index estimate_runs_made_by on taskforce.estimate_runs (made_by);
comment on table taskforce.estimate_runs is 'Computations of estimates: on what, with which program and numbers; the same numbers give the same estimates';
comment on column taskforce.estimate_runs.id is 'Random id';
comment on column taskforce.estimate_runs.made_for is 'office: all open strands; entries: cases with a strand that entered a phase since';
comment on column taskforce.estimate_runs.as_of is 'Day up to which was known';
comment on column taskforce.estimate_runs.made_at is 'When it was computed';
comment on column taskforce.estimate_runs.made_by is 'Who asked for it; empty when the clock did';
comment on column taskforce.estimate_runs.engine is 'Version of the estimator';
comment on column taskforce.estimate_runs.seed is 'Seed of its random numbers';
comment on column taskforce.estimate_runs.runs is 'How many runs the ranges rest on';
comment on column taskforce.estimate_runs.inputs_hash is 'SHA-256 of what it was computed from';
comment on column taskforce.estimate_runs.basis is 'By phase: own exits, what the prior is worth, speed, where the prior comes from, notes';
comment on column taskforce.estimate_runs.flows is 'How many strands leave each phase by quarter, as ranges; for all open strands only';

create table taskforce.strand_estimates (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references taskforce.estimate_runs (id),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid not null references taskforce.strands (id),
  phase text not null check (phase in ('pre_operational', 'operational', 'post_operational')),
  entered_on date not null,
  as_of date not null check (as_of >= entered_on),
  at_entry boolean not null,
  p10 date,
  p50 date,
  p80 date,
  p95 date,
  dots integer[] not null check (cardinality(dots) = 20),
  made_at timestamptz not null default now(),
  unique (run_id, strand_id),
  check (p10 is null or p10 >= as_of),
  check ((p50 is null or p10 <= p50) and (p80 is null or p50 <= p80) and (p95 is null or p80 <= p95)),
  check ((p95 is null or p80 is not null) and (p80 is null or p50 is not null) and (p50 is null or p10 is not null))
);
create index strand_estimates_strand on taskforce.strand_estimates (strand_id, made_at desc);
create index strand_estimates_case on taskforce.strand_estimates (case_id, made_at desc);
create unique index strand_estimates_entry on taskforce.strand_estimates (strand_id, phase, entered_on) where at_entry;
comment on table taskforce.strand_estimates is 'When a strand may leave the phase it is in: a range, frozen';
comment on column taskforce.strand_estimates.id is 'Random id';
comment on column taskforce.strand_estimates.run_id is 'The computation';
comment on column taskforce.strand_estimates.case_id is 'Its case';
comment on column taskforce.strand_estimates.strand_id is 'The strand';
comment on column taskforce.strand_estimates.phase is 'The phase it was in';
comment on column taskforce.strand_estimates.entered_on is 'When it entered that phase, as known then';
comment on column taskforce.strand_estimates.as_of is 'Day up to which was known';
comment on column taskforce.strand_estimates.at_entry is 'The first one of this stay: the promise that the track record is kept by';
comment on column taskforce.strand_estimates.p10 is 'One in ten by this day; empty: not within ten years';
comment on column taskforce.strand_estimates.p50 is 'Half by this day';
comment on column taskforce.strand_estimates.p80 is 'Eight in ten by this day';
comment on column taskforce.strand_estimates.p95 is 'Nineteen in twenty by this day';
comment on column taskforce.strand_estimates.dots is 'Twenty equally likely waits in days from as_of; empty places: not within ten years';
comment on column taskforce.strand_estimates.made_at is 'When it was computed';

create table taskforce.case_estimates (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references taskforce.estimate_runs (id),
  case_id uuid not null references taskforce.cases (id),
  phase text not null check (phase in ('pre_operational', 'operational', 'post_operational')),
  as_of date not null,
  reached numeric(4, 3) not null check (reached between 0 and 1),
  p10 date,
  p50 date,
  p80 date,
  p95 date,
  made_at timestamptz not null default now(),
  unique (run_id, case_id, phase)
);
create index case_estimates_case on taskforce.case_estimates (case_id, made_at desc);
comment on table taskforce.case_estimates is 'When the last strand of a case may leave a phase: a range, frozen';
comment on column taskforce.case_estimates.id is 'Random id';
comment on column taskforce.case_estimates.run_id is 'The computation';
comment on column taskforce.case_estimates.case_id is 'The case';
comment on column taskforce.case_estimates.phase is 'The phase its last strand leaves';
comment on column taskforce.case_estimates.as_of is 'Day up to which was known';
comment on column taskforce.case_estimates.reached is 'In which share of the runs a strand is in that phase or comes there';
comment on column taskforce.case_estimates.p10 is 'One in ten by this day; empty: not within ten years';
comment on column taskforce.case_estimates.p50 is 'Half by this day';
comment on column taskforce.case_estimates.p80 is 'Eight in ten by this day';
comment on column taskforce.case_estimates.p95 is 'Nineteen in twenty by this day';
comment on column taskforce.case_estimates.made_at is 'When it was computed';

-- A stored range is nobody's to re-write, not even the owner's by mistake.
create function taskforce.refuse_rewriting() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception using errcode = 'CR422', message = 'frozen', detail = 'estimate', hint = 'An estimate is never changed. Make a new one.';
end $$;
comment on function taskforce.refuse_rewriting is 'Refuses to change or delete what was frozen';
create trigger estimate_runs_frozen before update or delete on taskforce.estimate_runs for each row execute function taskforce.refuse_rewriting();
create trigger strand_estimates_frozen before update or delete on taskforce.strand_estimates for each row execute function taskforce.refuse_rewriting();
create trigger case_estimates_frozen before update or delete on taskforce.case_estimates for each row execute function taskforce.refuse_rewriting();
