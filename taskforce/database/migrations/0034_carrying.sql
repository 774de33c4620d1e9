-- What a spin-off may take along, checked where it is written: only facts of its parent, as they stood, with every
-- label they had, and with the authority that a label asks for. The rules are those of rules-spinoffs.ts.

-- Labels whose facts go into another case only with a named authority; labelRules in vocabulary/handling.ts (a test compares).
create function taskforce.labels_needing_authority() returns text[]
language sql immutable as $$
  select '{part_23,work_product,giglio,section_1367,sealed,grand_jury,title_iii,tax,sar,informant_identity,victim_identity,medical}'::text[]
$$;
comment on function taskforce.labels_needing_authority is 'Labels that another case takes over only with a named authority';

create function taskforce.check_carried() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  fact taskforce.carried_facts;
  parent taskforce.cases;
  source_case uuid;
  source_version integer;
  labels text[];
begin
  select * into fact from taskforce.carried_facts f where f.id = new.fact_id;
  select * into parent from taskforce.cases c where c.id = new.from_case_id;
  if new.source_kind = 'strand' then
    select s.case_id, s.version, s.handling into source_case, source_version, labels
    from taskforce.strands s where s.id = new.source_id;
  elsif new.source_kind = 'note' then
    select n.case_id, n.version, n.handling || coalesce(s.handling, '{}') into source_case, source_version, labels
    from taskforce.notes n left join taskforce.strands s on s.id = n.strand_id where n.id = new.source_id and n.withdrawn_at is null;
  elsif new.source_kind = 'activity' then
    select a.case_id, a.version, a.handling || coalesce(s.handling, '{}') into source_case, source_version, labels
    from taskforce.activities a left join taskforce.strands s on s.id = a.strand_id where a.id = new.source_id;
  elsif new.source_kind = 'tip_excerpt' then
    select l.case_id, t.version, '{}'::text[] into source_case, source_version, labels
    from taskforce.tip_cases l join taskforce.tips t on t.id = l.tip_id
    where l.tip_id = new.source_id and l.case_id = new.from_case_id and l.ended_at is null and position(fact.body in t.what) > 0;
  end if;
  if source_case is distinct from new.from_case_id or fact.case_id <> new.case_id or fact.kind <> new.source_kind then
    raise exception using errcode = 'CR422', message = 'not_of_parent', detail = 'facts', hint = 'Take over facts of the parent case only.';
  end if;
  if source_version <> new.source_version then
    raise exception using errcode = 'CR422', message = 'changed_meanwhile', detail = 'facts', hint = 'A chosen fact was changed meanwhile. Look at it again and choose anew.';
  end if;
  labels := labels || parent.handling || case when parent.sealed then '{sealed}'::text[] else '{}' end;
  if not labels <@ fact.handling then
    raise exception using errcode = 'CR422', message = 'labels_lost', detail = 'facts', hint = 'A fact keeps all its handling labels when it is carried over.';
  end if;
  if exists (select from unnest(labels) l where l = any (taskforce.labels_needing_authority()) and length(btrim(coalesce(new.authority ->> l, ''))) < 3) then
    raise exception using errcode = 'CR422', message = 'authority_needed', detail = 'authorities', hint = 'Name the order or official that allows carrying this over.';
  end if;
  return new;
end $$;
comment on function taskforce.check_carried is 'Refuses a carried fact without a true source, with labels lost or without authority';
create trigger check_carried before insert on taskforce.carried_sources for each row execute function taskforce.check_carried();

create function taskforce.check_has_source() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from taskforce.carried_sources s where s.fact_id = new.id) then
    raise exception using errcode = 'CR422', message = 'source_needed', detail = 'facts', hint = 'A carried fact names the record it was taken from.';
  end if;
  if 'sealed' = any (new.handling) and not (select c.sealed from taskforce.cases c where c.id = new.case_id) then
    raise exception using errcode = 'CR422', message = 'seal_needed', detail = 'sealChild', hint = 'Seal the new case too, or leave the sealed facts out.';
  end if;
  return null;
end $$;
comment on function taskforce.check_has_source is 'At the end: every carried fact has its source, and sealed ones stand in a sealed case';
create constraint trigger check_has_source after insert on taskforce.carried_facts
  deferrable initially deferred for each row execute function taskforce.check_has_source();

-- A spin-off may be sealed from its first moment, by whoever makes it: it inherits the seal, nobody gains by it.
create function taskforce.seal_spin_off(the_child uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  parent taskforce.cases;
begin
  select p.* into parent from taskforce.spin_offs s join taskforce.cases p on p.id = s.parent_case_id
  where s.child_case_id = the_child and s.made_by = kit.current_account() and s.made_at = now();
  if parent.id is null then
    raise exception using errcode = '42501';
  end if;
  if (select count(*) from taskforce.case_members m where m.case_id = the_child and m.ended_at is null) < 2 then
    raise exception using errcode = 'CR422', message = 'readers_needed', detail = 'members', hint = 'Name at least one more person who keeps access, or nobody else could act.';
  end if;
  if parent.sealed and exists (select from taskforce.case_members m where m.case_id = the_child and m.ended_at is null
    and not exists (select from taskforce.case_members o where o.case_id = parent.id and o.account_id = m.account_id and o.ended_at is null)) then
    raise exception using errcode = 'CR422', message = 'not_of_sealed_parent', detail = 'members', hint = 'Name members of the sealed case only; let others in afterwards, one by one.';
  end if;
  update taskforce.cases set sealed = true, seal_basis = coalesce(parent.seal_basis, 'safety'), seal_order = parent.seal_order,
    seal_reason = coalesce(parent.seal_reason, 'Sealed when it was spun off.')
  where id = the_child and not sealed;
end $$;
comment on function taskforce.seal_spin_off is 'Seals a spin-off in the transaction of its birth';
