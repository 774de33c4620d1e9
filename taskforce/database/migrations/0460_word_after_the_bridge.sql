-- Where the pair over which a referral went has ended, nothing comes by it any more: then what the provider says by
-- telephone is written down by hand, as with a provider that never had an installation.
create or replace function taskforce.check_offer_move() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  who constant uuid := kit.current_account();
  by_bridge constant boolean := old.way = 'bridge' and exists (select from bridge.pairs p where p.id = old.pair_id and p.state = 'open');
begin
  if new.state = old.state then
    return new;
  end if;
  if not exists (select from taskforce.referral_moves_allowed() m where m.from_state = old.state and m.to_state = new.state and new.state <> 'offered'
    and m.actors && case when who is null then '{receiver,clock,crossing}' when by_bridge then '{sender}' else '{sender,receiver}' end::text[]) then
    perform taskforce.refuse_referral_move();
  end if;
  if new.state = 'declined' and new.decline_reason is null then
    raise exception using errcode = 'CR422', message = 'missing', detail = 'reason', hint = 'Choose why it was declined.';
  end if;
  new.moved_at := now();
  new.moved_by := who;
  if who is not null then
    new.told_at := null;
  end if;
  return new;
end $$;
