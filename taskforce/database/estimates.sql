-- What estimates are computed from and where they are kept; run again whenever anything changed. The server's jobs alone
-- read the stays of all strands: ids, days and kinds, nothing that was written about anybody.

create or replace function taskforce.spells_to_learn_from(zone text)
returns table (case_id uuid, strand_id uuid, kind text, phase text, entered date, left_on date, next text, close_reason text, seen_from date)
language sql stable security definer set search_path = pg_catalog as $$
  with moves as (
    select t.case_id, t.strand_id, t.place, t.to_phase, t.effective_on, t.close_reason,
      greatest(t.effective_on, coalesce(t.known_since, (t.first_recorded_at at time zone spells_to_learn_from.zone)::date)) as seen_from,
      lead(t.effective_on) over w as left_on, lead(t.to_phase) over w as next, lead(t.close_reason) over w as next_reason
    from taskforce.phase_transitions t
    where t.superseded_by is null and not t.retracts
    window w as (partition by t.strand_id order by t.place))
  select m.case_id, m.strand_id, s.type || '/' || s.mode, m.to_phase, m.effective_on, m.left_on, m.next, m.next_reason, m.seen_from
  from moves m join taskforce.strands s on s.id = m.strand_id
  where m.to_phase <> 'closed'
$$;
comment on function taskforce.spells_to_learn_from is 'Every stay of every strand in a phase, with delayed entry, as the estimator needs it';

-- Which day on the calendar ends which phase, and the one that holds for each open strand: the latest that is still ahead
-- (decision 43). A takedown counts where who reads the case reads the operation: not sealed, led by the agency of the case.
create or replace function taskforce.planned_ends(as_of date)
returns table (case_id uuid, strand_id uuid, phase text, entered date, kind text, day date, labels text[])
language sql stable security definer set search_path = pg_catalog as $$
  with ends (phase, kind) as (
    values ('pre_operational', 'grand_jury'), ('operational', 'grand_jury'), ('operational', 'takedown'),
      ('post_operational', 'plea_hearing'), ('post_operational', 'trial'), ('post_operational', 'sentencing')),
  live as (
    select d.case_id, d.strand_id, d.kind, d.planned_for as day, d.handling from taskforce.case_dates d where d.state = 'planned'
    union all
    select o.case_id, x.strand_id, o.kind, (o.planned_from at time zone taskforce.zone())::date, '{}'
    from taskforce.operations o
    join taskforce.cases k on k.id = o.case_id and k.lead_agency_id = o.lead_agency_id
    left join taskforce.operation_strands x on x.operation_id = o.id
    where o.kind = 'takedown' and not o.sealed and o.state in ('planning', 'requested', 'reviewed', 'approved')
      and o.planned_from is not null and (x.id is null or x.case_id = o.case_id))
  select distinct on (s.id) s.case_id, s.id, s.phase, s.phase_since, l.kind, l.day,
    array(select h from unnest(l.handling) as h where h <> all (s.handling) order by h)
  from taskforce.strands s
  join ends e on e.phase = s.phase
  join live l on l.case_id = s.case_id and l.kind = e.kind and (l.strand_id is null or l.strand_id = s.id)
  where s.closed_on is null and l.day >= s.phase_since and l.day >= planned_ends.as_of
  order by s.id, l.day desc, l.kind, l.handling
$$;
comment on function taskforce.planned_ends is 'For each open strand the day on the calendar at which its phase is planned to end, with the labels that the strand has not';

create or replace function taskforce.planned_changes() returns table (date_id uuid, place integer, planned_for date, outcome text, happened_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select p.date_id, p.place, p.planned_for, p.outcome, d.happened_on
  from taskforce.case_date_plans p join taskforce.case_dates d on d.id = p.date_id
  where d.kind in ('grand_jury', 'plea_hearing', 'trial', 'sentencing')
$$;
comment on function taskforce.planned_changes is 'Every day that ends of phases were planned for, and what became of it: ids and days, nothing else';

create or replace function taskforce.guesses_to_score()
returns table (case_id uuid, strand_id uuid, phase text, entered_on date, guessed_on date, p10 date, p50 date, p90 date, left_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select g.case_id, g.strand_id, g.phase, g.entered_on, g.guessed_on, g.p10, g.p50, g.p90, x.left_on
  from taskforce.phase_guesses g
  left join lateral (
    select n.effective_on as left_on from taskforce.phase_transitions t
    join taskforce.phase_transitions n on n.strand_id = t.strand_id and n.place = t.place + 1 and n.superseded_by is null and not n.retracts
    where t.strand_id = g.strand_id and t.to_phase = g.phase and t.effective_on = g.entered_on and t.superseded_by is null and not t.retracts
    order by t.place limit 1) x on true
$$;
comment on function taskforce.guesses_to_score is 'All guesses with the day the stay ended, empty while it lasts; without who made them';

drop function if exists taskforce.cases_to_estimate();
create or replace function taskforce.cases_to_estimate(as_of date) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select distinct s.case_id
  from taskforce.strands s
  left join lateral (
    select e.planned_kind, e.planned_for from taskforce.strand_estimates e
    where e.strand_id = s.id and e.phase = s.phase and e.entered_on = s.phase_since
    order by e.made_at desc limit 1) e on true
  left join taskforce.planned_ends(cases_to_estimate.as_of) p on p.strand_id = s.id
  where s.closed_on is null and ((e.planned_kind, e.planned_for) is distinct from (p.kind, p.day) or not exists (
    select from taskforce.strand_estimates f
    where f.strand_id = s.id and f.phase = s.phase and f.entered_on = s.phase_since and f.at_entry))
$$;
comment on function taskforce.cases_to_estimate is 'Cases with an open strand whose stay has no estimate yet, or whose planned day has changed since';

-- The month in which a fiscal year begins: the federal one, until the task force sets its own.
create or replace function taskforce.fiscal_month() returns integer
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select (value #>> '{}')::integer from kit.settings where key = 'fiscal_month' and jsonb_typeof(value) = 'number'), 10)
$$;
comment on function taskforce.fiscal_month is 'Month in which a fiscal year begins, 1 to 12';

-- Hours, costs, rates and commitments of the whole office: ids, days, roles, kinds and figures. The labels of what a
-- case's money rests on go with it, for they follow the ranges.
create or replace function taskforce.money_to_learn_from() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object(
    'work', coalesce((
      select jsonb_agg(jsonb_build_object('caseId', w.case_id, 'strandId', coalesce(a.strand_id, w.strand_id),
        'role', coalesce(w.work_role, r.work_role, 'other'), 'agencyId', p.agency_id, 'day', w.day, 'minutes', w.minutes)
        order by w.case_id, w.day, w.id)
      from taskforce.work_entries w
      left join taskforce.activities a on a.id = w.activity_id
      left join kit.accounts p on p.id = w.account_id
      left join (
        select x.account_id, taskforce.work_role_of(x.account_id) as work_role
        from (select distinct account_id from taskforce.work_entries where account_id is not null) x) r on r.account_id = w.account_id), '[]'),
    'costs', coalesce((
      select jsonb_agg(jsonb_build_object('caseId', l.case_id, 'strandId', a.strand_id, 'kind', l.kind, 'day', a.happened_on,
        'cents', l.amount_cents, 'sourceId', l.funding_source_id) order by l.case_id, a.happened_on, l.id)
      from taskforce.cost_lines l join taskforce.activities a on a.id = l.activity_id), '[]'),
    'rates', coalesce((
      select jsonb_agg(jsonb_build_object('role', r.work_role, 'agencyId', r.agency_id, 'from', r.from_on, 'cents', r.cents_per_hour,
        'sourceId', r.funding_source_id)
        order by r.work_role, r.from_on, r.id) from taskforce.rates r), '[]'),
    'commitments', coalesce((
      select jsonb_agg(jsonb_build_object('caseId', c.case_id, 'day', c.due_on, 'cents', c.amount_cents,
        'sourceId', c.funding_source_id) order by c.case_id, c.due_on, c.id)
      from taskforce.commitments c where c.state = 'open'), '[]'),
    'funding', coalesce((
      select jsonb_agg(jsonb_build_object('sourceId', f.funding_source_id, 'year', f.fiscal_year, 'cents', f.amount_cents)
        order by f.fiscal_year, f.funding_source_id)
      from taskforce.funding_years f), '[]'),
    'labels', coalesce((
      select jsonb_object_agg(x.case_id, x.labels)
      from (
        select u.case_id, jsonb_agg(distinct l.label order by l.label) as labels
        from (
          select a.case_id, a.strand_id, a.handling from taskforce.activities a
          where exists (select from taskforce.work_entries w where w.activity_id = a.id)
            or exists (select from taskforce.cost_lines c where c.activity_id = a.id)
          union all
          select w.case_id, w.strand_id, '{}' from taskforce.work_entries w where w.strand_id is not null) u
        left join taskforce.strands s on s.id = u.strand_id
        cross join lateral unnest(u.handling || coalesce(s.handling, '{}')) as l (label)
        group by u.case_id) x), '{}'),
    'fiscalMonth', taskforce.fiscal_month())
$$;
comment on function taskforce.money_to_learn_from is 'What money is estimated from, as the estimator needs it';

create or replace function taskforce.waits_of(waits jsonb) returns integer[]
language sql immutable set search_path = pg_catalog as $$
  select case when jsonb_typeof(waits) = 'array' then
    (select array_agg((w #>> '{}')::integer order by place) from jsonb_array_elements(waits) with ordinality as x (w, place)) end
$$;
comment on function taskforce.waits_of is 'Waits in days from a list; empty places: not within ten years';

drop function if exists taskforce.keep_estimates(jsonb, jsonb, jsonb);
create or replace function taskforce.keep_estimates(head jsonb, strand_ranges jsonb, case_ranges jsonb, money_ranges jsonb) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  the_run uuid;
begin
  -- One at a time: which estimate of a stay was the first is decided here.
  perform pg_advisory_xact_lock(46050);
  insert into taskforce.estimate_runs (made_for, as_of, made_by, engine, seed, runs, inputs_hash, basis, flows, fans, slip)
  values (head ->> 'madeFor', (head ->> 'asOf')::date, (head ->> 'madeBy')::uuid, head ->> 'engine', (head ->> 'seed')::integer,
    (head ->> 'runs')::integer, head ->> 'hash', head -> 'basis', nullif(head -> 'flows', 'null'),
    nullif(head -> 'fans', 'null'), nullif(head -> 'slip', 'null'))
  returning id into the_run;
  insert into taskforce.strand_estimates (run_id, case_id, strand_id, phase, entered_on, as_of, at_entry, p10, p50, p80, p95, dots, waits, uncorrected, pace_share,
    planned_kind, planned_for, handling)
  select the_run, r.case_id, r.strand_id, r.phase, r.entered, (head ->> 'asOf')::date,
    not exists (select from taskforce.strand_estimates e
      where e.strand_id = r.strand_id and e.phase = r.phase and e.entered_on = r.entered and e.at_entry),
    r.p10, r.p50, r.p80, r.p95, taskforce.waits_of(r.dots), taskforce.waits_of(r.waits),
    taskforce.waits_of(r.uncorrected), r.pace_share, r.planned_kind, r.planned_for, r.handling
  from (
    select (one ->> 'caseId')::uuid as case_id, (one ->> 'strandId')::uuid as strand_id, one ->> 'phase' as phase,
      (one ->> 'entered')::date as entered, (one ->> 'p10')::date as p10, (one ->> 'p50')::date as p50,
      (one ->> 'p80')::date as p80, (one ->> 'p95')::date as p95,
      round((one ->> 'paceShare')::numeric, 3) as pace_share,
      one -> 'dots' as dots, one -> 'waits' as waits, one -> 'uncorrected' as uncorrected,
      one #>> '{planned,kind}' as planned_kind, (one #>> '{planned,day}')::date as planned_for,
      array(select jsonb_array_elements_text(coalesce(one #> '{planned,labels}', '[]'))) as handling
    from jsonb_array_elements(strand_ranges) as one) r
  -- What was recorded while it was computed is estimated anew by the next run.
  join taskforce.strands s on s.id = r.strand_id and s.phase = r.phase and s.phase_since = r.entered and s.closed_on is null;
  insert into taskforce.case_estimates (run_id, case_id, phase, as_of, reached, p10, p50, p80, p95, fan, handling)
  select the_run, (one ->> 'caseId')::uuid, one ->> 'phase', (head ->> 'asOf')::date, round((one ->> 'reached')::numeric, 3),
    (one ->> 'p10')::date, (one ->> 'p50')::date, (one ->> 'p80')::date, (one ->> 'p95')::date,
    nullif(one -> 'fan', 'null'), array(select jsonb_array_elements_text(one -> 'labels'))
  from jsonb_array_elements(case_ranges) as one
  -- A case of an import that was taken back meanwhile is no more.
  where exists (select from taskforce.cases c where c.id = (one ->> 'caseId')::uuid);
  insert into taskforce.money_estimates (run_id, case_id, fiscal_year, spent_cents, committed_cents, p10, p50, p80, p95, hours, sources, fan, handling)
  select the_run, (one ->> 'caseId')::uuid, (one ->> 'fiscalYear')::integer, (one ->> 'spent')::bigint, (one ->> 'committed')::bigint,
    (one ->> 'p10')::bigint, (one ->> 'p50')::bigint, (one ->> 'p80')::bigint, (one ->> 'p95')::bigint, nullif(one -> 'hours', 'null'),
    one -> 'sources', nullif(one -> 'fan', 'null'),
    array(select jsonb_array_elements_text(one -> 'labels'))
  from jsonb_array_elements(money_ranges) as one
  where one ->> 'caseId' is null or exists (select from taskforce.cases c where c.id = (one ->> 'caseId')::uuid);
  return the_run;
end $$;
comment on function taskforce.keep_estimates is 'Keeps a computation with its ranges; the first of a stay is its promise';

-- The flows count strands of all cases, sealed ones too: they are for those who look at the whole office.
drop function if exists taskforce.office_flows();
create or replace function taskforce.office_flows() returns table (run_id uuid, flows jsonb, fans jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select r.id, r.flows, r.fans from taskforce.estimate_runs r
  where r.made_for = 'office' and kit.reach('estimates.office') = 'all'
  order by r.made_at desc limit 1
$$;
comment on function taskforce.office_flows is 'How many strands of the whole office leave each phase, by quarter and by month, of the last computation';
