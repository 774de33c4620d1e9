-- A try to tell a victim is a contact only when the victim was reached: they heard it, signed for it, or said that it is
-- not the moment. A letter that was delivered, an entry of a court or somebody else on the line is none.
create function taskforce.contact_by_try() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.outcome = 'not_now' or (new.outcome = 'told' and new.proof in ('spoke_with_victim', 'signed_receipt')) then
    update taskforce.victims v set last_contact_at = new.tried_at
    where v.id = new.victim_id and (v.last_contact_at is null or v.last_contact_at < new.tried_at);
  end if;
  return null;
end $$;
comment on function taskforce.contact_by_try is 'A try by which the victim was reached counts as the last contact';
create trigger contact_by_try after insert on taskforce.notice_tries for each row execute function taskforce.contact_by_try();
