-- What what-ifs are kept by; run again whenever anything changed. The jobs alone keep an answer, once.

create or replace function taskforce.keep_what_if(the_what_if uuid, head jsonb, the_answer jsonb) returns uuid
language sql volatile security definer set search_path = pg_catalog as $$
  insert into taskforce.what_if_answers (what_if_id, as_of, engine, seed, runs, inputs_hash, records_hash, answer)
  values (the_what_if, (head ->> 'asOf')::date, head ->> 'engine', (head ->> 'seed')::integer, (head ->> 'runs')::integer,
    head ->> 'hash', head ->> 'recordsHash', the_answer)
  on conflict (what_if_id) do nothing
  returning id
$$;
comment on function taskforce.keep_what_if is 'Keeps the answer of a what-if, once; null when it has one';

-- What happened since the figures of a request were frozen: whole-office figures, for those who look at all of it.
create or replace function taskforce.request_actuals(the_request uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object(
    'minutes', coalesce((
      select jsonb_agg(jsonb_build_object('role', x.work_role, 'before', x.before, 'since', x.since) order by x.work_role)
      from (
        select coalesce(w.work_role, taskforce.work_role_of(w.account_id), 'other') as work_role,
          sum(w.minutes) filter (where w.day > f.as_of - 182 and w.day <= f.as_of) as before,
          sum(w.minutes) filter (where w.day > f.as_of) as since
        from taskforce.work_entries w where w.day > f.as_of - 182 group by 1) x), '[]'),
    'spentCents', (
      select m.spent_cents from taskforce.money_estimates m
      where m.case_id is null and m.fiscal_year is null order by m.made_at desc limit 1),
    'spentAsOf', (
      select u.as_of from taskforce.money_estimates m join taskforce.estimate_runs u on u.id = m.run_id
      where m.case_id is null and m.fiscal_year is null order by m.made_at desc limit 1),
    'operational', count(distinct t.strand_id) filter (where t.to_phase = 'operational'),
    'charged', count(distinct t.strand_id) filter (where t.to_phase = 'post_operational'),
    'done', count(distinct t.strand_id) filter (where t.from_phase = 'post_operational'),
    'today', taskforce.today())
  from taskforce.resource_requests r
  cross join lateral (select (r.figures ->> 'asOf')::date as as_of) f
  left join taskforce.phase_transitions t on t.effective_on > f.as_of and t.superseded_by is null and not t.retracts
    and exists (select from taskforce.strands s where s.id = t.strand_id and s.opened_on <= f.as_of)
  where r.id = the_request and kit.reach('estimates.office') = 'all'
  group by f.as_of
$$;
comment on function taskforce.request_actuals is 'Since a request''s figures: minutes by role, money of the office, strands that came to each event';
