-- Finding: ids only, within what the live session may read. The row policies decide again when the records are read.

-- For a text too long for its places: the marks (#0, #1 …) of the parts of the search that it holds, word for word.
create or replace function taskforce.search_marks(words tsvector, long_text text, leaves jsonb, alike text[]) returns tsvector
language sql stable set search_path = pg_catalog as $$
  select array_to_tsvector(array(
    select '#' || n
    from jsonb_to_recordset(leaves) as leaf (n integer, lexemes text, phrases text[], beginnings text[])
    where words @@ leaf.lexemes::tsquery or words @@ alike[leaf.n + 1]::tsquery
      or exists (select from unnest(leaf.phrases) as p where position(' ' || p || ' ' in long_text) > 0)
      or exists (select from unnest(leaf.beginnings) as p where position(' ' || p in long_text) > 0)))
$$;
comment on function taskforce.search_marks is 'Which parts of a search a long text holds';

-- Words of the records that sound or are spelled like a word: as a tsquery, for the inside of the search only.
create or replace function taskforce.search_alike(word text, keys text[], also text[]) returns text
language sql stable set search_path = pg_catalog as $$
  select string_agg('''' || found || '''', ' | ') from (
    select word as found
    union
    select unnest(also)
    union
    (select k.word from taskforce.search_words k where k.sounds && keys limit 300)
    union
    (select k.word from taskforce.search_words k
      where length(search_alike.word) >= 4 and k.word operator(public.%) search_alike.word and abs(length(k.word) - length(search_alike.word)) <= 2
        and public.levenshtein_less_equal(k.word, search_alike.word, 2) <= case when length(search_alike.word) >= 8 then 2 else 1 end
      limit 100)) as x
$$;
comment on function taskforce.search_alike is 'A word or those like it, as a tsquery; words of records nobody may see stay inside';

-- What is asked: exact and wide as tsquery texts (in wide, '=n' stands for a word and those like it), shape and
-- wideShape over marks '#n' with leaves for long texts, alike: [{n, word, keys, also}], kinds, types, phases with
-- their negations, take and skip. Answers counts up to 10,001 and the ids of one page.
create or replace function taskforce.search_hits(asked jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  exact_query constant tsquery := (asked ->> 'exact')::tsquery;
  wide_query tsquery := coalesce(asked ->> 'wide', asked ->> 'exact')::tsquery;
  all_exact constant boolean := asked ->> 'wide' is null or asked ->> 'wide' = asked ->> 'exact';
  shape constant tsquery := (asked ->> 'shape')::tsquery;
  wide_shape constant tsquery := coalesce(asked ->> 'wideShape', asked ->> 'shape')::tsquery;
  leaves constant jsonb := coalesce(asked -> 'leaves', '[]');
  alike text[] := '{}';
  one record;
  filters constant jsonb := coalesce(asked -> 'filters', '{}');
  kinds constant text[] := array(select jsonb_array_elements_text(filters -> 'kind'));
  types constant text[] := array(select jsonb_array_elements_text(filters -> 'type'));
  phases constant text[] := array(select jsonb_array_elements_text(filters -> 'phase'));
  by_type constant boolean := filters ?| '{type,notType}';
  by_phase constant boolean := filters ?| '{phase,notPhase}';
  reach constant text := kit.reach('cases.read');
  tips constant text := kit.reach('tips.read');
  agency constant uuid := kit.current_agency();
  me constant uuid := kit.current_account();
  clear constant text[] := kit.clearances();
  mine constant uuid[] := case when reach is null then '{}' else array(select taskforce.my_cases()) end;
  my_tips uuid[] := '{}';
  my_operations constant uuid[] := array(select taskforce.readable_operations());
  of_kind constant text := asked ->> 'only';
  answer jsonb;
begin
  if kit.reach('search.use') is null then
    return null;
  end if;
  for one in select * from jsonb_to_recordset(coalesce(asked -> 'alike', '[]')) as x (n integer, word text, keys text[], also text[]) loop
    alike[one.n + 1] := taskforce.search_alike(one.word, one.keys, coalesce(one.also, '{}'));
    wide_query := ts_rewrite(wide_query, ('''=' || one.n || '''')::tsquery, alike[one.n + 1]::tsquery);
  end loop;
  if tips = 'own' then
    execute 'select array(select t.id from taskforce.tips t where t.received_by = $1 or t.assigned_to = $1)' into my_tips using me;
  end if;
  with found as materialized (
    select d.kind, d.subject_id, d.case_id, d.tip_id, d.dated, d.exact, d.words
    from (
      select k.*, all_exact or k.words @@ exact_query as exact
      from taskforce.search_documents k where k.long_text is null and (wide_query is null or k.words @@ wide_query)
      union all
      select k.*, all_exact or taskforce.search_marks(k.words, k.long_text, leaves, '{}') @@ shape
      from taskforce.search_documents k where k.long_text is not null
        and (wide_query is null or taskforce.search_marks(k.words, k.long_text, leaves, alike) @@ wide_shape)) d
    left join taskforce.cases c on by_type and c.id = d.case_id
    left join taskforce.strands s on (by_type or by_phase) and s.id = d.strand_id
    where d.labels <@ clear
      and (reach is distinct from 'member' or d.case_id = any (mine) or d.case_id is null)
      and (case
        when d.case_id is not null then
          (reach = 'all' and not d.sealed) or (reach = 'agency' and not d.sealed and d.agency_id = agency) or d.case_id = any (mine)
        when d.tip_id is not null then tips = 'all' or d.tip_id = any (my_tips)
        when d.operation_id is not null then d.operation_id = any (my_operations)
        else d.kind = 'person' end)
      and (cardinality(kinds) = 0 or d.kind = any (kinds))
      and (cardinality(types) = 0 or coalesce(s.type, c.type) = any (types))
      and (cardinality(phases) = 0 or s.phase = any (phases))
      and (not filters ? 'notKind' or not (filters -> 'notKind') ? d.kind)
      and (not filters ? 'notType' or not (filters -> 'notType') ? coalesce(s.type, c.type, ''))
      and (not filters ? 'notPhase' or not (filters -> 'notPhase') ? coalesce(s.phase, ''))
    limit 10001),
  ranked as (
    select f.kind, f.subject_id, f.case_id, f.tip_id, f.exact,
      row_number() over (order by f.exact desc, case when wide_query is null then 0 else ts_rank(f.words, wide_query) end desc, f.dated desc, f.subject_id) as place
    from found f where of_kind is null or f.kind = of_kind)
  select jsonb_build_object(
    'total', (select count(*) from ranked), 'everywhere', (select count(*) from found),
    'alike', (select count(*) from ranked r where not r.exact),
    'byKind', (select coalesce(jsonb_object_agg(g.kind, g.n), '{}') from (select f.kind, count(*) as n from found f group by f.kind) g),
    'hits', (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.subject_id, 'caseId', r.case_id, 'tipId', r.tip_id, 'exact', r.exact) order by r.place), '[]')
      from ranked r where r.place > (asked ->> 'skip')::integer and r.place <= (asked ->> 'skip')::integer + (asked ->> 'take')::integer))
  into answer;
  return answer;
end $$;
comment on function taskforce.search_hits is 'Ids and capped counts of what the live session may read and a search fits';

-- New words get their sound keys from the program, which knows the rules of names. Only words come out, of no record
-- in particular, and none that was heard before.
create or replace function taskforce.search_words_waiting() returns setof text
language sql stable security definer set search_path = pg_catalog as $$
  select k.word from taskforce.search_words k where k.sounds is null and kit.reach('search.use') is not null limit 200000
$$;
comment on function taskforce.search_words_waiting is 'Words whose sound keys nobody has made yet';

create or replace function taskforce.search_words_heard(words text[], sounds jsonb) returns void
language sql volatile security definer set search_path = pg_catalog as $$
  update taskforce.search_words k
  set sounds = array(select jsonb_array_elements_text(x.keys))
  from (select w.word, s.keys from unnest(words) with ordinality as w (word, n)
    join jsonb_array_elements(search_words_heard.sounds) with ordinality as s (keys, n) on s.n = w.n) x
  where k.word = x.word and k.sounds is null and kit.reach('search.use') is not null
$$;
comment on function taskforce.search_words_heard is 'Keeps the sound keys of new words';
