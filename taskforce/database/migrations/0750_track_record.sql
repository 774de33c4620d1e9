-- The track record: what each range is scored by, the scores, the alarm when promises fail too often, the priors the
-- site set in the place of the shipped ones, and the forecasts made after the fact over its own history.

alter table taskforce.strand_estimates
  add column waits integer[] check (cardinality(waits) = 100),
  add column uncorrected integer[] check (cardinality(uncorrected) = 100);
comment on column taskforce.strand_estimates.waits is 'A hundred equally likely waits in days from as_of, in order; empty places: not within ten years. What the range is scored by; ranges of before they were kept are scored by their dots';
comment on column taskforce.strand_estimates.uncorrected is 'The same before the correction by the track record; empty: nothing was corrected';

create table taskforce.estimate_scores (
  id uuid primary key default gen_random_uuid(),
  estimate_id uuid not null references taskforce.strand_estimates (id),
  revision integer not null check (revision >= 1),
  transition_id uuid references taskforce.phase_transitions (id),
  left_on date,
  days integer check (days >= 0),
  twcrps numeric(8, 3) check (twcrps >= 0),
  pinball_50 numeric(8, 3) check (pinball_50 >= 0),
  pinball_80 numeric(8, 3) check (pinball_80 >= 0),
  pinball_95 numeric(8, 3) check (pinball_95 >= 0),
  brier_30 numeric(6, 4) check (brier_30 between 0 and 1),
  brier_90 numeric(6, 4) check (brier_90 between 0 and 1),
  brier_180 numeric(6, 4) check (brier_180 between 0 and 1),
  brier_365 numeric(6, 4) check (brier_365 between 0 and 1),
  log_score numeric(8, 4),
  pit numeric(6, 5) check (pit between 0 and 1),
  uncorrected_pit numeric(6, 5) check (uncorrected_pit between 0 and 1),
  kept_50 boolean,
  kept_80 boolean,
  kept_95 boolean,
  scored_at timestamptz not null default now(),
  unique (estimate_id, revision),
  check (num_nulls(left_on, transition_id, days, twcrps, pinball_50, pinball_80, pinball_95, brier_30, brier_90, brier_180, brier_365,
    log_score, pit, uncorrected_pit, kept_50, kept_80, kept_95) in (0, 17))
);
create index estimate_scores_transition on taskforce.estimate_scores (transition_id);
comment on table taskforce.estimate_scores is 'How well a range told what happened; written once by the jobs. A corrected history gives a new line, the old one stays';
comment on column taskforce.estimate_scores.id is 'Random id';
comment on column taskforce.estimate_scores.estimate_id is 'The range that is scored';
comment on column taskforce.estimate_scores.revision is 'From 1; the highest counts in the figures, earlier ones were made before a correction of the history';
comment on column taskforce.estimate_scores.transition_id is 'The line of the history that ended the stay; empty with all figures: a correction took the ending back';
comment on column taskforce.estimate_scores.left_on is 'Day the strand left the phase, as known then';
comment on column taskforce.estimate_scores.days is 'Days from the estimate to that day; 0: it had left already, which was recorded later';
comment on column taskforce.estimate_scores.twcrps is 'Threshold-weighted continuous ranked probability score in days, to ten years';
comment on column taskforce.estimate_scores.pinball_50 is 'Pinball loss of the half day, in days';
comment on column taskforce.estimate_scores.pinball_80 is 'Pinball loss of the 8-in-10 day, in days';
comment on column taskforce.estimate_scores.pinball_95 is 'Pinball loss of the 19-in-20 day, in days';
comment on column taskforce.estimate_scores.brier_30 is 'Brier score at 30 days';
comment on column taskforce.estimate_scores.brier_90 is 'Brier score at 90 days';
comment on column taskforce.estimate_scores.brier_180 is 'Brier score at 180 days';
comment on column taskforce.estimate_scores.brier_365 is 'Brier score at 365 days';
comment on column taskforce.estimate_scores.log_score is 'Minus the logarithm of the chance given to that day';
comment on column taskforce.estimate_scores.pit is 'Chance that was given to leaving by then (randomised within the day)';
comment on column taskforce.estimate_scores.uncorrected_pit is 'The same before the correction by the track record';
comment on column taskforce.estimate_scores.kept_50 is 'Left by the half day';
comment on column taskforce.estimate_scores.kept_80 is 'Left by the 8-in-10 day';
comment on column taskforce.estimate_scores.kept_95 is 'Left by the 19-in-20 day';
comment on column taskforce.estimate_scores.scored_at is 'When it was scored';
create trigger estimate_scores_frozen before update or delete on taskforce.estimate_scores for each row execute function taskforce.refuse_rewriting();

create table taskforce.range_alarms (
  id uuid primary key default gen_random_uuid(),
  raised_at timestamptz not null default now(),
  value numeric(14, 3) not null check (value >= 20),
  resolved integer not null check (resolved >= 1),
  missed integer not null check (missed between 1 and resolved),
  ended_at timestamptz,
  ended_by uuid references kit.accounts (id),
  reason text check (length(reason) <= 2000),
  check (num_nulls(ended_at, ended_by, reason) in (0, 3))
);
create unique index range_alarms_standing on taskforce.range_alarms ((true)) where ended_at is null;
create index range_alarms_ended_by on taskforce.range_alarms (ended_by);
comment on table taskforce.range_alarms is 'Alarms that 8-in-10 promises fail too often; while one stands all ranges are made wider. A commander ends it';
comment on column taskforce.range_alarms.id is 'Random id';
comment on column taskforce.range_alarms.raised_at is 'When the evidence reached 20 to 1';
comment on column taskforce.range_alarms.value is 'The evidence then: product of 1.8 for each miss and 0.8 for each hit since the alarm before';
comment on column taskforce.range_alarms.resolved is 'Promises that were resolved since then';
comment on column taskforce.range_alarms.missed is 'How many of them were missed';
comment on column taskforce.range_alarms.ended_at is 'When a commander ended it; promises resolved later count anew';
comment on column taskforce.range_alarms.ended_by is 'Who decided that';
comment on column taskforce.range_alarms.reason is 'Why, at least 20 characters';
select kit.audited('taskforce.range_alarms');

-- An alarm is raised by the jobs and ended once, by the session that decides it.
create function taskforce.end_range_alarm() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null then
    raise exception using errcode = 'CR422', message = 'frozen', detail = 'alarm', hint = 'This alarm has ended. It stays as it is.';
  end if;
  if not taskforce.has_reason(new.reason) then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Give a reason of at least 20 characters.';
  end if;
  new.ended_by := kit.current_account();
  new.ended_at := now();
  return new;
end $$;
comment on function taskforce.end_range_alarm is 'Takes who ends an alarm from the session, asks for the reason, and keeps what has ended';
create trigger end_range_alarm before update or delete on taskforce.range_alarms for each row execute function taskforce.end_range_alarm();

create table taskforce.phase_priors (
  id uuid primary key default gen_random_uuid(),
  phase text not null check (phase in ('pre_operational', 'operational', 'post_operational')),
  from_on date not null,
  shipped boolean not null default false,
  median_days numeric(6, 1) check (median_days between 1 and 7300),
  spread numeric(4, 2) check (spread between 0.2 and 3),
  speed_worth numeric(5, 1) check (speed_worth between 1 and 100),
  tie numeric(4, 2) check (tie between 0.1 and 4),
  exits_early jsonb,
  exits_late jsonb,
  exits_worth numeric(5, 1) check (exits_worth between 1 and 100),
  basis text check (basis in ('measured', 'published', 'judgement')),
  reason text not null check (length(reason) <= 2000),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  check (num_nulls(median_days, spread, speed_worth, tie, exits_early, exits_late, exits_worth, basis) = case when shipped then 8 else 0 end)
);
create index phase_priors_phase on taskforce.phase_priors (phase, from_on desc, made_at desc);
create index phase_priors_made_by on taskforce.phase_priors (made_by);
comment on table taskforce.phase_priors is 'What a phase is taken to be like before own data, where the site replaced what was shipped; the latest from-day that has come holds';
comment on column taskforce.phase_priors.id is 'Random id';
comment on column taskforce.phase_priors.phase is 'The phase';
comment on column taskforce.phase_priors.from_on is 'First day on which estimates are made with it';
comment on column taskforce.phase_priors.shipped is 'Back to the shipped one; then there are no figures';
comment on column taskforce.phase_priors.median_days is 'Days by which half have left at reference speed';
comment on column taskforce.phase_priors.spread is 'Standard deviation of the logarithm of the wait, middle of its grid';
comment on column taskforce.phase_priors.speed_worth is 'Shape of the speed of a site: how many own endings the reference is worth';
comment on column taskforce.phase_priors.tie is 'Variance of what the strands of a case have in common, middle of its grid';
comment on column taskforce.phase_priors.exits_early is 'How strands leave before the median: shares by exit, adding to 1';
comment on column taskforce.phase_priors.exits_late is 'The same after the median';
comment on column taskforce.phase_priors.exits_worth is 'How many own strands these shares are worth';
comment on column taskforce.phase_priors.basis is 'Where it comes from: measured, published or judgement';
comment on column taskforce.phase_priors.reason is 'Why, at least 20 characters';
comment on column taskforce.phase_priors.made_by is 'Who set it';
comment on column taskforce.phase_priors.made_at is 'When';
select kit.audited('taskforce.phase_priors');
create trigger phase_priors_frozen before update or delete on taskforce.phase_priors for each row execute function taskforce.refuse_rewriting();

-- The exits of each phase are closed words, as in the estimator; their shares add up to one.
create function taskforce.exit_shares(phase text, shares jsonb) returns boolean
language sql immutable set search_path = pg_catalog as $$
  select case when jsonb_typeof(shares) <> 'object' then false
    else (select bool_and(jsonb_typeof(value) = 'number' and (value #>> '{}')::numeric between 0 and 1) and abs(sum((value #>> '{}')::numeric) - 1) < 0.001
        and array_agg(key order by key) = case exit_shares.phase
          when 'pre_operational' then '{adopted,insufficient,"not trafficking",operational}'::text[]
          when 'operational' then '{adopted,charged,closed}'::text[]
          else '{convicted,dropped,other}'::text[] end
      from jsonb_each(shares)) end
$$;
comment on function taskforce.exit_shares is 'Whether shares name the exits of a phase and add up to one';

create function taskforce.check_phase_prior() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  new.made_by := coalesce(kit.current_account(), new.made_by);
  new.made_at := now();
  if not taskforce.has_reason(new.reason) then
    raise exception using errcode = 'CR422', message = 'reason_needed', detail = 'reason', hint = 'Give a reason of at least 20 characters.';
  end if;
  if new.from_on < taskforce.today() then
    raise exception using errcode = 'CR422', message = 'in_the_past', detail = 'fromOn', hint = 'Give today or a later day: estimates that were made stay as they are.';
  end if;
  if not new.shipped and not (taskforce.exit_shares(new.phase, new.exits_early) and taskforce.exit_shares(new.phase, new.exits_late)) then
    raise exception using errcode = 'CR422', message = 'shares_add_up', detail = 'exitsEarly', hint = 'Give each exit of the phase a share; together they make 1.';
  end if;
  return new;
end $$;
comment on function taskforce.check_phase_prior is 'Takes the author from the session; asks for a reason, a day to come and shares that add up';
create trigger check_phase_prior before insert on taskforce.phase_priors for each row execute function taskforce.check_phase_prior();

create table taskforce.backtests (
  id uuid primary key default gen_random_uuid(),
  made_at timestamptz not null default now(),
  made_by uuid references kit.accounts (id),
  as_of date not null,
  engine text not null check (length(engine) between 1 and 40),
  seed integer not null,
  runs integer not null check (runs between 100 and 100000),
  inputs_hash text not null check (inputs_hash ~ '^[0-9a-f]{64}$'),
  origins integer not null check (origins >= 0),
  forecasts integer not null check (forecasts >= 0),
  figures jsonb not null
);
create index backtests_recent on taskforce.backtests (made_at desc);
create index backtests_made_by on taskforce.backtests (made_by);
comment on table taskforce.backtests is 'Forecasts made after the fact: on the first of each month, from what was recorded by then, scored to the day they were computed';
comment on column taskforce.backtests.id is 'Random id';
comment on column taskforce.backtests.made_at is 'When it was computed';
comment on column taskforce.backtests.made_by is 'Who asked for it; empty when the clock did';
comment on column taskforce.backtests.as_of is 'Day up to which was scored';
comment on column taskforce.backtests.engine is 'Version of the estimator';
comment on column taskforce.backtests.seed is 'Seed of its random numbers';
comment on column taskforce.backtests.runs is 'How many runs a forecast rests on';
comment on column taskforce.backtests.inputs_hash is 'SHA-256 of what it was computed from';
comment on column taskforce.backtests.origins is 'How many months were forecast from';
comment on column taskforce.backtests.forecasts is 'How many stays were forecast, one count for each month';
comment on column taskforce.backtests.figures is 'By model and phase: mean scores, and skill against the reference alone with its limits; nothing of a single strand';
create trigger backtests_frozen before update or delete on taskforce.backtests for each row execute function taskforce.refuse_rewriting();
