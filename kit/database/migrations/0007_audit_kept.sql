-- Signed heads are written once like the entries; the weekly review of the audit is signed off.

create trigger heads_are_kept before update or delete or truncate on kit.audit_tree_heads
  for each statement execute function kit.keep_audit();
alter table kit.audit_entries add check (position(chr(31) in scope_table) = 0);

create table kit.audit_reviews (
  id uuid primary key default gen_random_uuid(),
  week date not null unique check (extract(isodow from week) = 1),
  reviewed_by uuid not null default kit.current_account() references kit.accounts (id),
  reviewed_at timestamptz not null default now(),
  entries bigint not null default 0,
  note text not null default '' check (length(note) <= 2000)
);
comment on table kit.audit_reviews is 'Weekly review of the audit, signed off once a week; inserted only';
comment on column kit.audit_reviews.id is 'Random id';
comment on column kit.audit_reviews.week is 'Monday of the week looked at';
comment on column kit.audit_reviews.reviewed_by is 'Who looked';
comment on column kit.audit_reviews.reviewed_at is 'When it was signed off';
comment on column kit.audit_reviews.entries is 'Entries of that week, counted by the database at the sign-off';
comment on column kit.audit_reviews.note is 'What was found';

create function kit.review_after_the_week() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.week + 7 > (now() at time zone 'UTC')::date then
    raise exception using errcode = 'CR422', message = 'not_over', detail = 'week', hint = 'Sign a week off when it is over, on the Monday after it or later.';
  end if;
  new.entries := (select count(*) from kit.audit_entries e
    where e.at >= new.week::timestamp at time zone 'UTC' and e.at < (new.week + 7)::timestamp at time zone 'UTC');
  return new;
end $$;
comment on function kit.review_after_the_week is 'A week is reviewed when it is over; its entries are counted then';
create trigger review_after_the_week before insert on kit.audit_reviews
  for each row execute function kit.review_after_the_week();
create index audit_entries_at on kit.audit_entries (at);
create index audit_entries_action on kit.audit_entries (action, id desc);
select kit.audited('kit.audit_reviews');
