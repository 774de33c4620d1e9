-- Every search: who, for whom, why, where and how much it found. What was typed is sealed under the key file.

create table kit.searches (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  account_id uuid not null default kit.current_account() references kit.accounts (id),
  purpose text not null check (purpose ~ '^[a-z][a-z0-9_]{0,39}$'),
  on_behalf text not null check (on_behalf in ('self', 'colleague', 'agency', 'outside')),
  on_behalf_account_id uuid references kit.accounts (id),
  on_behalf_agency_id uuid references kit.agencies (id),
  on_behalf_body text check (on_behalf_body ~ '^[a-z][a-z0-9_]{0,39}$'),
  places text[] not null check (array_length(places, 1) between 1 and 40),
  hits integer not null check (hits >= 0),
  term_sealed bytea not null,
  check ((on_behalf = 'colleague') = (on_behalf_account_id is not null)),
  check ((on_behalf = 'agency') = (on_behalf_agency_id is not null)),
  check ((on_behalf = 'outside') = (on_behalf_body is not null))
);
create index searches_at on kit.searches (at desc, id desc);
create index searches_account on kit.searches (account_id, at desc, id desc);
comment on table kit.searches is 'Searches people made; inserted only';
comment on column kit.searches.id is 'Random id; the seal of the term is bound to it';
comment on column kit.searches.at is 'When';
comment on column kit.searches.account_id is 'Who searched';
comment on column kit.searches.purpose is 'Why, from the closed list of the wing';
comment on column kit.searches.on_behalf is 'For whom: self, a colleague, an agency, or a body outside';
comment on column kit.searches.on_behalf_account_id is 'That colleague';
comment on column kit.searches.on_behalf_agency_id is 'That agency';
comment on column kit.searches.on_behalf_body is 'That body, from the closed list of the wing';
comment on column kit.searches.places is 'Where it looked: closed words such as cases, tips';
comment on column kit.searches.hits is 'How many it found, capped as shown';
comment on column kit.searches.term_sealed is 'What was typed, sealed with the key file; erasing the value erases its key';

create function kit.unmask_search(the_search uuid, reason text) returns bytea
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  sealed bytea;
begin
  if kit.reach('audit.read') is distinct from 'all'
    or not exists (select from kit.current_session() s where s.stepped_up_at > now() - interval '10 minutes') then
    return null;
  end if;
  if reason !~ '^[a-z][a-z0-9_]{0,39}$' then
    raise exception using errcode = 'CR422', message = 'not_in_list', detail = 'reason', hint = 'Choose one of the listed reasons.';
  end if;
  select s.term_sealed into sealed from kit.searches s where s.id = the_search;
  if sealed is not null then
    perform kit.note('unmask', 'searches', array[the_search], json_build_object('reason', reason));
  end if;
  return sealed;
end $$;
comment on function kit.unmask_search is 'Sealed term of a search, for those who review the audit, against a reason that is audited';
