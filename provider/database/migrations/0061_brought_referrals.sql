-- The other way of a referral (R-069): a survivor wants to report to law enforcement and releases what is to be read. The
-- referral itself is states alone; what it says stands in the release, and ends with it.

create function provider.brought_moves() returns table (from_state text, to_state text, actors text[])
language sql immutable set search_path = pg_catalog as $$
  values
    ('draft', 'offered', '{sender}'::text[]), ('draft', 'withdrawn', '{sender}'),
    ('offered', 'accepted', '{receiver,crossing}'), ('offered', 'declined', '{receiver,crossing}'), ('offered', 'withdrawn', '{sender,crossing}'), ('offered', 'expired', '{clock}'),
    ('accepted', 'withdrawn', '{sender,crossing}'),
    ('expired', 'accepted', '{crossing}'), ('expired', 'declined', '{crossing}'), ('expired', 'withdrawn', '{sender,crossing}')
$$;
comment on function provider.brought_moves is 'Allowed moves of a referral to law enforcement, with who may make them; the same as bridge/brought.ts';

create table provider.brought_referrals (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references provider.clients (id),
  release_id uuid not null references provider.releases (id),
  crossing uuid not null default gen_random_uuid() unique,
  state text not null default 'draft' check (state in ('draft', 'offered', 'accepted', 'declined', 'withdrawn', 'expired')),
  urgency text not null check (urgency in ('now', 'today', 'this_week', 'no_hurry')),
  answer_by timestamptz,
  decline_reason text check (decline_reason in ('outside_area', 'other_agency', 'other_crime', 'no_capacity', 'person_declined', 'unsafe_for_person')),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  created_at timestamptz not null default now(),
  moved_at timestamptz not null default now(),
  moved_by uuid references kit.accounts (id),
  version integer not null default 1,
  check (state <> 'declined' or decline_reason is not null),
  check (state = 'draft' or state = 'withdrawn' or answer_by is not null)
);
create unique index brought_referrals_one on provider.brought_referrals (release_id) where state in ('draft', 'offered', 'accepted');
create index brought_referrals_release on provider.brought_referrals (release_id);
create index brought_referrals_client on provider.brought_referrals (client_id, created_at desc);
create index brought_referrals_waiting on provider.brought_referrals (answer_by) where state = 'offered';
create index brought_referrals_created_by on provider.brought_referrals (created_by);
create index brought_referrals_moved_by on provider.brought_referrals (moved_by);
comment on table provider.brought_referrals is 'Survivors who want to report to law enforcement, with the release under which it is read; states alone cross';
comment on column provider.brought_referrals.id is 'Random id within this wing';
comment on column provider.brought_referrals.client_id is 'Whose wish it is; set by the database from the release';
comment on column provider.brought_referrals.release_id is 'The release that the task force is to read';
comment on column provider.brought_referrals.crossing is 'Random id made for the crossing; both sides speak of it by this';
comment on column provider.brought_referrals.state is 'Where it stands';
comment on column provider.brought_referrals.urgency is 'How soon the survivor wants to be heard';
comment on column provider.brought_referrals.answer_by is 'Until when an answer is waited for';
comment on column provider.brought_referrals.decline_reason is 'Why the task force does not take it: one word';
comment on column provider.brought_referrals.created_by is 'Who wrote it';
comment on column provider.brought_referrals.created_at is 'Recorded time';
comment on column provider.brought_referrals.moved_at is 'When the state changed last';
comment on column provider.brought_referrals.moved_by is 'Who changed it here; empty for the task force, the clock and the end of the release';
comment on column provider.brought_referrals.version is 'Counts up at every change';

create function provider.check_brought() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  who constant uuid := kit.current_account();
  the_release provider.releases;
begin
  select * into the_release from provider.releases r where r.id = new.release_id for share;
  if tg_op = 'INSERT' then
    if the_release.pair_id is null or the_release.state in ('expired', 'revoked') then
      raise exception using errcode = 'CR422', message = 'no_task_force', detail = 'id', hint = 'Choose a release to a paired task force that has not ended.';
    end if;
    new.client_id := the_release.client_id;
    new.state := 'draft';
    return new;
  end if;
  if new.release_id <> old.release_id or (old.state <> 'draft' and new.urgency <> old.urgency) then
    raise exception using errcode = '42501';
  end if;
  if new.state = old.state then
    return new;
  end if;
  if not exists (select from provider.brought_moves() m where m.from_state = old.state and m.to_state = new.state
    and m.actors && case when who is not null and pg_trigger_depth() < 2 then '{sender}' else '{sender,clock,crossing}' end::text[]) then
    perform provider.refuse_move();
  end if;
  if new.state = 'offered' then
    if the_release.state <> 'live' or the_release.until_at <= now() then
      raise exception using errcode = 'CR422', message = 'not_live', detail = 'id', hint = 'Share the release first: it is what the task force reads.';
    end if;
    if new.answer_by is null or new.answer_by <= now() or new.answer_by > now() + interval '31 days' then
      raise exception using errcode = 'CR422', message = 'out_of_range', detail = 'answerHours', hint = 'Wait at least one hour and at most 30 days for an answer.';
    end if;
  end if;
  new.moved_at := now();
  new.moved_by := case when pg_trigger_depth() < 2 then who end;
  return new;
end $$;
comment on function provider.check_brought is 'A referral to law enforcement is offered only while its release lives, and moves as the table of moves says';
create trigger check_brought before insert or update on provider.brought_referrals for each row execute function provider.check_brought();

-- With the release goes the referral that nobody took up yet: there is nothing to read any more.
create function provider.end_brought() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  one record;
begin
  for one in update provider.brought_referrals b set state = 'withdrawn' from (
      select i.id, i.state as before from provider.brought_referrals i where i.release_id = new.id and i.state in ('draft', 'offered') for update) o
    where b.id = o.id returning b.crossing, o.before
  loop
    if one.before = 'offered' then
      perform bridge.queue(new.pair_id, 'referral.brought_withdrawn', 1, jsonb_build_object('referral', one.crossing,
        'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
    end if;
  end loop;
  return null;
end $$;
comment on function provider.end_brought is 'Takes back a referral to law enforcement whose release ended before anybody took it up';
create trigger end_brought after update of state on provider.releases for each row
  when (new.state in ('expired', 'revoked') and old.state is distinct from new.state) execute function provider.end_brought();

select kit.audited('provider.brought_referrals', 'clients', 'client_id');
select kit.versioned('provider.brought_referrals');
