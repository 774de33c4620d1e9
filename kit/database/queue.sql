-- The queue belongs to the job role; the application reaches it through kit.enqueue only.

grant usage on schema graphile_worker, kit to {{jobs}};
grant all on all tables in schema graphile_worker to {{jobs}};
grant all on all sequences in schema graphile_worker to {{jobs}};
grant execute on all functions in schema graphile_worker to {{jobs}};

do $$
declare
  one record;
begin
  for one in select c.relname from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity loop
    execute format('drop policy if exists for_jobs on graphile_worker.%I', one.relname);
    execute format('create policy for_jobs on graphile_worker.%I for all to {{jobs}} using (true) with check (true)', one.relname);
  end loop;
end $$;
