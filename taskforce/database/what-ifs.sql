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
