-- A referral that comes of a hand-over names the operation; when it is offered, the log of the operation says so.

alter table taskforce.referrals add column operation_id uuid references taskforce.operations (id);
create index referrals_operation on taskforce.referrals (operation_id) where operation_id is not null;
comment on column taskforce.referrals.operation_id is 'Operation at which the person was met, where the referral was written from its board';

-- Provider and number of the referral stand in the log, and nothing of the person. While entries are taken, as of danger.
create function taskforce.offer_on_board() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into taskforce.operation_entries (id, operation_id, kind, at, device_at, provider_id, referral_id, created_by)
  select gen_random_uuid(), o.id, 'referral_offered', now(), now(), new.provider_id, r.id, new.offered_by
  from taskforce.referrals r join taskforce.operations o on o.id = r.operation_id
  where r.id = new.referral_id and o.started_at is not null and (o.ended_at is null or o.ended_at > now() - interval '24 hours');
  return null;
end $$;
comment on function taskforce.offer_on_board is 'Writes into the log of an operation that a referral from it was offered';
create trigger offer_on_board after insert on taskforce.referral_offers for each row execute function taskforce.offer_on_board();
