-- A service that was written down wrongly is corrected by a further line that names it; the line itself stays.
alter table provider.services_given
  add column corrects uuid references provider.services_given (id),
  add column known_at timestamptz not null default now();
update provider.services_given set known_at = recorded_at;
create unique index services_given_corrects on provider.services_given (corrects) where corrects is not null;
comment on column provider.services_given.corrects is 'The line that this one puts right; it is shown and not counted any more. The reason is sealed';
comment on column provider.services_given.known_at is 'When the service was first written down: of a correction that of the line it corrects, for figures as they stood then';

create function provider.check_service_correction() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  old_line provider.services_given;
begin
  if tg_op = 'UPDATE' then
    if new.withdrawn_at is not null and old.withdrawn_at is null
       and exists (select from provider.services_given s where s.corrects = new.id) then
      raise exception using errcode = 'CR422', message = 'corrected', detail = 'id', hint = 'This line was corrected. Take the correction back or correct it.';
    end if;
    return new;
  end if;
  if new.corrects is null then
    new.known_at := new.recorded_at;
    return new;
  end if;
  select * into old_line from provider.services_given s where s.id = new.corrects for update;
  if old_line.id is null or old_line.client_id <> new.client_id then
    raise exception using errcode = 'CR422', message = 'unknown', detail = 'id', hint = 'Choose a service of this client.';
  elsif old_line.withdrawn_at is not null then
    raise exception using errcode = 'CR422', message = 'withdrawn', detail = 'id', hint = 'This was taken back already.';
  elsif exists (select from provider.services_given s where s.corrects = new.corrects) then
    raise exception using errcode = 'CR422', message = 'corrected', detail = 'id', hint = 'This line was corrected. Take the correction back or correct it.';
  end if;
  new.known_at := old_line.known_at;
  return new;
end $$;
comment on function provider.check_service_correction is 'A line is corrected once, while it stands, and by a line of the same client';
create trigger check_correction before insert or update on provider.services_given for each row execute function provider.check_service_correction();
