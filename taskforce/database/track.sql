-- How well earlier ranges told what happened; run again whenever anything changed. The jobs alone read the ranges of all
-- strands; people read figures.

-- Ranges whose stay has ended and that have no score for that ending; also those whose ending was taken back.
create or replace function taskforce.estimates_to_score(since timestamptz)
returns table (id uuid, as_of date, p50 date, p80 date, p95 date, waits integer[], uncorrected integer[], transition_id uuid, left_on date, revision integer)
language sql stable security definer set search_path = pg_catalog as $$
  select e.id, e.as_of, e.p50, e.p80, e.p95, coalesce(e.waits, e.dots), e.uncorrected, x.id, x.effective_on, coalesce(s.revision, 0) + 1
  from taskforce.strand_estimates e
  left join lateral (
    -- The stay it told of: entered on the day known then, or on the day it was corrected to.
    select t.place from taskforce.phase_transitions t
    where t.strand_id = e.strand_id and t.to_phase = e.phase and t.superseded_by is null and not t.retracts and t.effective_on <= e.as_of
    order by t.effective_on = e.entered_on desc, t.place desc limit 1) stay on true
  left join taskforce.phase_transitions x
    on x.strand_id = e.strand_id and x.place = stay.place + 1 and x.superseded_by is null and not x.retracts
  left join lateral (
    select n.revision, n.left_on from taskforce.estimate_scores n where n.estimate_id = e.id order by n.revision desc limit 1) s on true
  where (estimates_to_score.since is null or e.strand_id in (
      select t.strand_id from taskforce.phase_transitions t where t.recorded_at > estimates_to_score.since))
    and x.effective_on is distinct from s.left_on
  order by e.id
$$;
comment on function taskforce.estimates_to_score is 'Ranges that want a score, or another one after a correction of the history; since: only strands with a line recorded later';

create or replace function taskforce.keep_scores(scores jsonb) returns integer
language sql volatile security definer set search_path = pg_catalog as $$
  with kept as (
    insert into taskforce.estimate_scores (estimate_id, revision, transition_id, left_on, days, twcrps, pinball_50, pinball_80, pinball_95,
      brier_30, brier_90, brier_180, brier_365, log_score, pit, uncorrected_pit, kept_50, kept_80, kept_95)
    select r.* from jsonb_to_recordset(scores) as r (
      "estimateId" uuid, revision integer, "transitionId" uuid, "leftOn" date, days integer, twcrps numeric, pinball50 numeric, pinball80 numeric,
      pinball95 numeric, brier30 numeric, brier90 numeric, brier180 numeric, brier365 numeric, "logScore" numeric, pit numeric,
      "uncorrectedPit" numeric, kept50 boolean, kept80 boolean, kept95 boolean)
    on conflict (estimate_id, revision) do nothing
    returning 1)
  select count(*)::integer from kept
$$;
comment on function taskforce.keep_scores is 'Keeps scores for good';

create or replace function taskforce.chance_by(waits integer[], days integer) returns numeric
language sql immutable set search_path = pg_catalog as $$
  select count(*) filter (where w <= days)::numeric / count(*) from unnest(waits) as w
$$;
comment on function taskforce.chance_by is 'Share of equally likely waits that are over within so many days';

-- One line for the first range of each stay: figures without the record they are of; the case as a number, since ranges of
-- one case hang together. A promise is resolved when the strand left, or when its day has passed and it did not.
create or replace function taskforce.track_rows(today date)
returns table (case_no integer, phase text, as_of date, ended boolean, pit float8, uncorrected_pit float8, kept_50 boolean, kept_80 boolean,
  kept_95 boolean, resolved_on date, twcrps float8, pinball_50 float8, pinball_80 float8, pinball_95 float8, brier_30 float8, brier_90 float8,
  brier_180 float8, brier_365 float8, log_score float8)
language sql stable security definer set search_path = pg_catalog as $$
  select (dense_rank() over (order by e.case_id))::integer, e.phase, e.as_of, s.left_on is not null,
    coalesce(s.pit, taskforce.chance_by(coalesce(e.waits, e.dots), x.waited))::float8,
    coalesce(s.uncorrected_pit, taskforce.chance_by(coalesce(e.uncorrected, e.waits, e.dots), x.waited))::float8,
    case when s.left_on is not null then s.kept_50 when e.p50 < track_rows.today then false end,
    case when s.left_on is not null then s.kept_80 when e.p80 < track_rows.today then false end,
    case when s.left_on is not null then s.kept_95 when e.p95 < track_rows.today then false end,
    case when s.kept_80 then s.left_on when s.left_on is not null or e.p80 < track_rows.today then e.p80 + 1 end,
    s.twcrps::float8, s.pinball_50::float8, s.pinball_80::float8, s.pinball_95::float8, s.brier_30::float8, s.brier_90::float8, s.brier_180::float8,
    s.brier_365::float8, s.log_score::float8
  from taskforce.strand_estimates e
  join taskforce.strands st on st.id = e.strand_id
  cross join lateral (select greatest(0, track_rows.today - e.as_of) as waited) x
  left join lateral (
    select n.* from taskforce.estimate_scores n where n.estimate_id = e.id order by n.revision desc limit 1) s on true
  where e.at_entry and e.as_of <= track_rows.today
    and (s.left_on is not null or (st.closed_on is null and st.phase = e.phase and st.phase_since <= e.as_of))
$$;
comment on function taskforce.track_rows is 'How the first range of each stay was kept, as known today; figures only';

drop function if exists taskforce.promises_kept();
create or replace function taskforce.track_told()
returns table (case_no integer, phase text, as_of date, ended boolean, pit float8, uncorrected_pit float8, kept_50 boolean, kept_80 boolean,
  kept_95 boolean, resolved_on date, twcrps float8, pinball_50 float8, pinball_80 float8, pinball_95 float8, brier_30 float8, brier_90 float8,
  brier_180 float8, brier_365 float8, log_score float8)
language sql stable security definer set search_path = pg_catalog as $$
  select * from taskforce.track_rows(taskforce.today()) where kit.reach('estimates.read') is not null
$$;
comment on function taskforce.track_told is 'The same for who reads estimates';

create or replace function taskforce.last_alarm() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object('standing', a.ended_at is null, 'endedOn', (a.ended_at at time zone taskforce.zone())::date)
  from taskforce.range_alarms a order by a.raised_at desc limit 1
$$;
comment on function taskforce.last_alarm is 'Whether an alarm of the ranges stands, and when the last one ended';

create or replace function taskforce.raise_range_alarm(value numeric, resolved integer, missed integer) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  insert into taskforce.range_alarms (value, resolved, missed)
  values (raise_range_alarm.value, raise_range_alarm.resolved, raise_range_alarm.missed) on conflict do nothing
$$;
comment on function taskforce.raise_range_alarm is 'Raises the alarm, unless one stands';

create or replace function taskforce.prior_lines() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(jsonb_agg(jsonb_build_object('phase', p.phase, 'fromOn', p.from_on, 'madeAt', to_char(p.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'prior', case when p.shipped then null else jsonb_build_object('medianDays', p.median_days, 'spread', p.spread, 'speedWorth', p.speed_worth,
      'tie', p.tie, 'exitsEarly', p.exits_early, 'exitsLate', p.exits_late, 'exitsWorth', p.exits_worth, 'basis', p.basis) end)
    order by p.made_at, p.id), '[]')
  from taskforce.phase_priors p
$$;
comment on function taskforce.prior_lines is 'All lines of the site''s own priors, as the estimator needs them';

-- Both clocks of every line, retractions left out (they end what they took back). An imported line counts as recorded
-- when it happened, from the day since which the old system followed the facts.
create or replace function taskforce.history_as_recorded()
returns table (case_id uuid, strand_id uuid, kind text, place integer, to_phase text, effective_on date, close_reason text, seen_from date,
  recorded_on date, superseded_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select t.case_id, t.strand_id, s.type || '/' || s.mode, t.place, t.to_phase, t.effective_on, t.close_reason,
    greatest(t.effective_on, coalesce(t.known_since, (t.first_recorded_at at time zone taskforce.zone())::date)),
    case when t.known_since is not null and t.supersedes is null then greatest(t.effective_on, t.known_since)
      else (t.recorded_at at time zone taskforce.zone())::date end,
    (n.recorded_at at time zone taskforce.zone())::date
  from taskforce.phase_transitions t
  join taskforce.strands s on s.id = t.strand_id
  left join taskforce.phase_transitions n on n.id = t.superseded_by
  where not t.retracts
$$;
comment on function taskforce.history_as_recorded is 'The history of all strands with when each line was on record, as ids, days and kinds';

create or replace function taskforce.keep_backtest(head jsonb) returns uuid
language sql volatile security definer set search_path = pg_catalog as $$
  insert into taskforce.backtests (made_by, as_of, engine, seed, runs, inputs_hash, origins, forecasts, figures)
  values ((head ->> 'madeBy')::uuid, (head ->> 'asOf')::date, head ->> 'engine', (head ->> 'seed')::integer, (head ->> 'runs')::integer,
    head ->> 'hash', (head ->> 'origins')::integer, (head ->> 'forecasts')::integer, head -> 'models')
  returning id
$$;
comment on function taskforce.keep_backtest is 'Keeps the figures of forecasts after the fact';
