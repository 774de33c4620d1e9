-- Search: how records become documents, and the functions that find them. Run again at every migrate, before the
-- policy, which takes every right away and gives back only what it names.

-- One document out of the texts of a record: the first is its title and weighs more. A bar stands between two texts,
-- so that no phrase reaches across.
create or replace function taskforce.search_document(texts text[], out words tsvector, out long_text text)
language plpgsql immutable set search_path = pg_catalog as $$
declare
  parts text[];
  listed text[];
  in_title integer;
begin
  select array_agg(taskforce.search_words_of(t) order by n) into parts from unnest(texts) with ordinality as x (t, n) where t <> '';
  listed := string_to_array(array_to_string(array_remove(parts, ''), ' | '), ' ');
  in_title := cardinality(string_to_array(parts[1], ' '));
  select coalesce(string_agg('''' || w || ''':' || least(n, 16383) || case when n <= in_title then 'A' else '' end, ' '), '')::tsvector
    into words from unnest(listed) with ordinality as x (w, n) where w not in ('', '|');
  -- PostgreSQL keeps 256 places a word up to place 16,383.
  if cardinality(listed) > 255 and (cardinality(listed) > 16383 or exists (select from unnest(listed) as w where w <> '|' group by w having count(*) > 255)) then
    long_text := ' ' || array_to_string(listed, ' ') || ' ';
  end if;
  words := words || array_to_tsvector(taskforce.search_phones_of(regexp_replace(array_to_string(texts, E'\n#\n'), '\m[0-9]{4}-[0-9]{4,7}\M', '#', 'g')));
end $$;
comment on function taskforce.search_document is 'Words with places and phones of a record, out of its texts';

-- The statement that makes documents of the rows of a source, called r, from its expressions.
create or replace function taskforce.search_making(arguments text[], source text, condition text) returns text
language sql immutable set search_path = pg_catalog as $$
  select format('insert into taskforce.search_documents (kind, subject_id, case_id, strand_id, tip_id, operation_id, handling, dated, agency_id, sealed, labels, words, long_text)
    select %1$L, r.id, c.id, s.id, (%4$s)::uuid, (%10$s)::uuid, %5$s, %6$s, c.lead_agency_id, coalesce(c.sealed, false),
      %5$s || coalesce(s.handling, ''{}'') || coalesce(c.handling, ''{}''), (taskforce.search_document(%7$s)).*
    from %8$s r left join taskforce.cases c on c.id = (%2$s)::uuid left join taskforce.strands s on s.id = (%3$s)::uuid where %9$s',
    arguments[1], arguments[2], arguments[3], arguments[4], arguments[5], arguments[6], arguments[7], source, condition, coalesce(arguments[8], 'null'))
$$;
comment on function taskforce.search_making is 'Statement that makes documents out of a source';

-- Words that stand in no record yet are learned, words that stand in none any more forgotten.
create or replace function taskforce.search_learn(kind_of text, ids uuid[]) returns void
language sql volatile set search_path = pg_catalog as $$
  insert into taskforce.search_words (word)
  select distinct w from taskforce.search_documents d, unnest(tsvector_to_array(d.words)) as w
  where d.subject_id = any (ids) and d.kind = kind_of and w ~ '^[^0-9+~]{2,40}$'
    and not exists (select from taskforce.search_words k where k.word = w collate "C")
$$;
comment on function taskforce.search_learn is 'Keeps the words of new documents';

create or replace function taskforce.search_forget(kind_of text, ids uuid[], gone text[]) returns void
language sql volatile set search_path = pg_catalog as $$
  delete from taskforce.search_words k
  where k.word = any (array(
      select g from unnest(gone) as g where g ~ '^[^0-9+~]{2,40}$'
      except select w from taskforce.search_documents d, unnest(tsvector_to_array(d.words)) as w where d.subject_id = any (ids) and d.kind = kind_of))
    and not exists (select from taskforce.search_documents d where d.words @@ ('''' || k.word || '''')::tsquery)
$$;
comment on function taskforce.search_forget is 'Lets go of words that no document holds any more';

create or replace function taskforce.search_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  shown constant text := format('row(%s, %s, %s, %s, %s, %s, %s)', tg_argv[1], tg_argv[2], tg_argv[3], tg_argv[4], tg_argv[5], tg_argv[6], tg_argv[7]);
  ids uuid[];
  gone text[];
begin
  if tg_op = 'INSERT' then
    ids := array(select r.id from fresh r);
  elsif tg_op = 'UPDATE' then
    execute format('select array(select r.id from fresh r join stale s on s.id = r.id where %s is distinct from %s)',
      shown, regexp_replace(shown, '\mr\.', 's.', 'g')) into ids;
  else
    ids := array(select r.id from stale r);
  end if;
  if cardinality(ids) = 0 then
    return null;
  end if;
  if tg_op <> 'INSERT' then
    with before as (
      delete from taskforce.search_documents d where d.kind = tg_argv[0] and d.subject_id = any (ids) returning d.words)
    select array(select distinct w from before, unnest(tsvector_to_array(before.words)) as w) into gone;
  end if;
  if tg_op <> 'DELETE' then
    if tg_argv[1] not in ('null', 'r.id') then
      -- Whoever seals a case meanwhile waits, or is waited for: no document keeps a scope that is over.
      execute format('select from taskforce.cases c where c.id in (select %s from fresh r) order by c.id for no key update', tg_argv[1]);
    end if;
    execute taskforce.search_making(array[tg_argv[0], tg_argv[1], tg_argv[2], tg_argv[3], tg_argv[4], tg_argv[5], tg_argv[6], tg_argv[7]], 'fresh', 'r.id = any ($1)') using ids;
    perform taskforce.search_learn(tg_argv[0], ids);
  end if;
  if cardinality(gone) > 0 then
    perform taskforce.search_forget(tg_argv[0], ids, gone);
  end if;
  return null;
end $$;
comment on function taskforce.search_follow is 'Keeps the documents of search in step with a table, a statement at a time';

-- A case that is sealed, relabelled or led by another agency, and a strand that is relabelled, take along what hangs
-- on them.
create or replace function taskforce.search_rescope() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_table_name = 'cases' then
    update taskforce.search_documents d set agency_id = r.lead_agency_id, sealed = r.sealed,
      labels = d.handling || r.handling || coalesce((select t.handling from taskforce.strands t where t.id = d.strand_id), '{}')
    from fresh r join stale s on s.id = r.id
    where d.case_id = r.id and row(r.lead_agency_id, r.sealed, r.handling) is distinct from row(s.lead_agency_id, s.sealed, s.handling);
  else
    update taskforce.search_documents d
    set labels = d.handling || r.handling || (select c.handling from taskforce.cases c where c.id = r.case_id)
    from fresh r join stale s on s.id = r.id
    where d.strand_id = r.id and r.handling is distinct from s.handling;
  end if;
  return null;
end $$;
comment on function taskforce.search_rescope is 'Carries the scope of cases and strands over to what hangs on them';

-- Puts a table under search. The expressions speak of a row r: case, strand, tip, labels, day, its texts, the
-- first of them the title, and the operation. A table that is not there yet is passed over.
create or replace function taskforce.searched(
  source text, kind_of text, the_case text, the_strand text, the_tip text, labels text, day text, texts text, the_operation text default 'null') returns void
language plpgsql set search_path = pg_catalog as $$
declare
  given constant text[] := array[kind_of, the_case, the_strand, the_tip, labels, day, texts, the_operation];
  quoted constant text := (select string_agg(quote_literal(g), ', ' order by n) from unnest(given) with ordinality as x (g, n));
begin
  if to_regclass(source) is null then
    return;
  end if;
  execute format('drop trigger if exists search_i on %1$s; drop trigger if exists search_u on %1$s; drop trigger if exists search_d on %1$s', source);
  execute format('create trigger search_i after insert on %s referencing new table as fresh for each statement execute function taskforce.search_follow(%s)', source, quoted);
  execute format('create trigger search_u after update on %s referencing old table as stale new table as fresh for each statement execute function taskforce.search_follow(%s)', source, quoted);
  execute format('create trigger search_d after delete on %s referencing old table as stale for each statement execute function taskforce.search_follow(%s)', source, quoted);
  execute taskforce.search_making(given, source, format('not exists (select from taskforce.search_documents d where d.subject_id = r.id and d.kind = %L)', kind_of));
end $$;
comment on function taskforce.searched is 'Puts a table under search, with what it holds already';

-- Documents made by other rules are made anew.
do $$
declare
  rules constant text := (select md5(string_agg(p.prosrc, '' order by p.proname)) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'taskforce' and p.proname in ('search_fold', 'search_words_of', 'search_digits_of', 'search_phone_keys', 'search_is_phone', 'search_phones_of', 'search_document'));
begin
  if not exists (select from taskforce.search_state s where s.made_by = rules) then
    delete from taskforce.search_documents;
    delete from taskforce.search_words;
    delete from taskforce.search_state;
    insert into taskforce.search_state (made_by) values (rules);
  end if;
end $$;

select
  taskforce.searched('taskforce.cases', 'case', 'r.id', 'null', 'null', 'r.handling', 'r.opened_on', 'array[r.number || $s$ $s$ || r.title, r.summary, r.external_id]'),
  taskforce.searched('taskforce.strands', 'strand', 'r.case_id', 'r.id', 'null', 'r.handling', 'r.opened_on', 'array[r.label, r.description, r.external_id]'),
  taskforce.searched('taskforce.activities', 'activity', 'r.case_id', 'r.strand_id', 'null', 'r.handling', 'r.happened_on', 'array[r.title, r.description, r.external_id]'),
  taskforce.searched('taskforce.tasks', 'task', 'r.case_id', 'r.strand_id', 'null', 'r.handling', 'r.created_at::date', 'array[r.title, r.description, r.outcome]'),
  taskforce.searched('taskforce.notes', 'note', 'r.case_id', 'r.strand_id', 'null', 'r.handling', 'r.happened_on', 'array[null, r.body]'),
  taskforce.searched('taskforce.decisions_needed', 'decision', 'r.case_id', 'null', 'null', 'r.handling', 'r.asked_at::date', 'array[r.question, r.decision, r.why]'),
  taskforce.searched('taskforce.carried_facts', 'fact', 'r.case_id', 'null', 'null', 'r.handling', 'coalesce(r.happened_on, r.carried_at::date)', 'array[r.title, r.body]'),
  taskforce.searched('kit.files', 'file', $e$case when r.scope_table = 'cases' then r.scope_id end$e$, 'null', $e$case when r.scope_table = 'tips' then r.scope_id end$e$, 'r.handling', 'r.uploaded_at::date', 'array[r.name]'),
  taskforce.searched('taskforce.tips', 'tip', 'null', 'null', 'r.id', $e$'{}'::text[]$e$, 'r.received_at::date',
    'array[r.number, r.what, r.place, r.happened, r.vehicle, r.phones, r.online_links, r.languages_heard, r.departure, r.destination, r.how_known, r.external_id]'),
  taskforce.searched('taskforce.tip_messages', 'message', 'null', 'null', 'r.tip_id', $e$'{}'::text[]$e$, 'r.sent_at::date', 'array[null, r.body]'),
  taskforce.searched('kit.accounts', 'person', 'null', 'null', 'null', $e$'{}'::text[]$e$, 'r.created_at::date', 'array[r.display_name]'),
  taskforce.searched('taskforce.operations', 'operation', 'null', 'null', 'null', $e$'{}'::text[]$e$, 'coalesce(r.planned_from, r.created_at)::date', 'array[r.number || $s$ $s$ || r.title, r.objective]', 'r.id'),
  taskforce.searched('taskforce.operation_lessons', 'lesson', 'null', 'null', 'null', $e$'{}'::text[]$e$, 'r.created_at::date', 'array[null, r.lesson, r.reminder]', 'r.operation_id');
insert into taskforce.search_words (word)
select distinct w from taskforce.search_documents d, unnest(tsvector_to_array(d.words)) as w
where w ~ '^[^0-9+~]{2,40}$' and not exists (select from taskforce.search_words k where k.word = w collate "C");
drop trigger if exists search_v on taskforce.cases;
create trigger search_v after update on taskforce.cases referencing old table as stale new table as fresh for each statement execute function taskforce.search_rescope();
drop trigger if exists search_v on taskforce.strands;
create trigger search_v after update on taskforce.strands referencing old table as stale new table as fresh for each statement execute function taskforce.search_rescope();
