-- Who is at work on a job, and whether they are still alive.

alter table kit.jobs add column worker_id text, add column heartbeat_at timestamptz;
comment on column kit.jobs.worker_id is 'Server process at work on it';
comment on column kit.jobs.heartbeat_at is 'Last sign of life of that process; after a minute of silence the job starts again';

create function kit.enqueue(the_job uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  select graphile_worker.add_job('job', json_build_object('job', j.id), max_attempts => 5, job_key => j.id::text)
  from kit.jobs j where j.id = the_job and j.account_id = kit.current_account()
$$;
comment on function kit.enqueue is 'Puts a job of the live session in the queue, in the transaction that made it';
