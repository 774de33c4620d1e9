-- A statement that touches records of several cases leaves an entry for each of them: the readers of a case see what
-- was done in theirs, and no id of another's. The functions group by the column that names the scope; where the table
-- has no scope there is one entry as before.

create or replace function kit.audit_insert() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  execute format($q$
    insert into kit.audit_entries (account_id, session_id, action, subject_table, subject_ids, scope_table, scope_id)
    select s.account_id, s.id, 'insert', $1, g.ids, $2, g.scope
    from (
      select case when $2 is not null then n.%1$I end as scope, array_agg(n.id order by n.id) as ids
      from fresh n group by 1 order by 1) g
    left join kit.live_session s on true$q$, coalesce(tg_argv[1], 'id')) using tg_table_name, nullif(tg_argv[0], '');
  return null;
end $$;

create or replace function kit.audit_update() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  execute format($q$
    with pair as (
      select n.id, n.%1$I as scope, to_jsonb(o) as o, to_jsonb(n) as n from fresh n join stale o using (id)),
    diff as (
      select p.id, p.scope, array_agg(k.key order by k.key) as changed, jsonb_object_agg(k.key, k.value) as before
      from pair p, jsonb_each(p.o) k where p.n -> k.key is distinct from k.value and k.key <> 'version'
      group by p.id, p.scope),
    kept as (
      insert into kit.record_versions (subject_table, subject_id, account_id, changed, before, scope_table, scope_id)
      select $1, d.id, (select kit.current_account()), d.changed, d.before, $2, d.scope from diff d)
    insert into kit.audit_entries (account_id, session_id, action, subject_table, subject_ids, detail, scope_table, scope_id)
    select s.account_id, s.id, 'update', $1, g.ids, json_build_object('columns', g.columns), $2, g.scope
    from (
      select case when $2 is not null then d.scope end as scope, array_agg(distinct d.id) as ids, array_agg(distinct c) as columns
      from diff d, unnest(d.changed) c group by 1 order by 1) g
    left join kit.live_session s on true$q$, coalesce(tg_argv[1], 'id')) using tg_table_name, nullif(tg_argv[0], '');
  return null;
end $$;

create or replace function kit.audit_delete() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  execute format($q$
    with kept as (
      insert into kit.record_versions (subject_table, subject_id, account_id, changed, before, scope_table, scope_id)
      select $1, o.id, (select kit.current_account()), '{deleted}', to_jsonb(o), $2, o.%1$I from stale o)
    insert into kit.audit_entries (account_id, session_id, action, subject_table, subject_ids, scope_table, scope_id)
    select s.account_id, s.id, 'delete', $1, g.ids, $2, g.scope
    from (
      select case when $2 is not null then o.%1$I end as scope, array_agg(o.id order by o.id) as ids
      from stale o group by 1 order by 1) g
    left join kit.live_session s on true$q$, coalesce(tg_argv[1], 'id')) using tg_table_name, nullif(tg_argv[0], '');
  return null;
end $$;

-- The entries of a transaction are chained together by the first of their triggers, the others find it done. Written
-- one by one, the end of the chain would be looked up through all its versions of this transaction each time. What is
-- visible and not chained is of this transaction: others chain before they commit. The settings keep the planner to
-- the indexes: it cannot know that the entries from the first one on are few.
create or replace function kit.chain_audit_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  last kit.audit_chain_end;
  link bytea;
  one kit.audit_entries;
begin
  if exists (select from kit.audit_chain c where c.entry_id = new.id) then
    return null;
  end if;
  select * into last from kit.audit_chain_end for update;
  for one in
    select e.* from kit.audit_entries e
    where e.id >= new.id and not exists (select from kit.audit_chain c where c.entry_id = e.id)
    order by e.id
  loop
    link := sha256(last.hash || convert_to(kit.audit_canonical(last.seq + 1, one), 'UTF8'));
    insert into kit.audit_chain (seq, entry_id, prev, hash) values (last.seq + 1, one.id, last.hash, link);
    last.seq := last.seq + 1;
    last.hash := link;
  end loop;
  update kit.audit_chain_end set seq = last.seq, hash = last.hash;
  return null;
end $$;
