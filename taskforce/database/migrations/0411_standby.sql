-- Stand-by notices: what providers are told ahead of an operation, coarse enough that nothing can be betrayed by it
-- (R-022). The case and the strand a notice comes from stay here; what crosses is named in taskforce/standby/rules.ts.

create table taskforce.standby_notices (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references taskforce.cases (id),
  strand_id uuid references taskforce.strands (id),
  profile text not null default 'coarse' check (profile in ('coarse', 'fuller')),
  edition integer not null default 1 check (edition between 1 and 999),
  area text not null check (length(area) between 1 and 80),
  window_from timestamptz not null,
  window_until timestamptz not null,
  people text not null check (people in ('none', '1', '2-5', '6-10', '11-25', 'over_25', 'not_known')),
  minors text not null check (minors in ('none', '1', '2-5', '6-10', '11-25', 'over_25', 'not_known')),
  genders text[] not null default '{}' check (genders <@ '{women,men,transgender_and_nonbinary,not_known}'),
  languages text[] not null default '{}' check (cardinality(languages) <= 12),
  needs text[] not null default '{}' check (needs <@ '{shelter,food_clothing,medical,interpreter,legal,crisis_counseling,transport,child_care,safety_planning,documents,other}'),
  safety text[] not null default '{}' check (safety <@ '{await_call,traffickers_at_large,weapons_possible,phones_may_be_tracked,health_precautions,press_possible}'),
  contact_name text not null check (length(contact_name) between 1 and 120),
  contact_phone text not null check (length(contact_phone) between 3 and 40),
  valid_until timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid references kit.accounts (id),
  made_by uuid not null default kit.current_account() references kit.accounts (id),
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  version integer not null default 1,
  check (window_from < window_until and window_until <= valid_until),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index standby_notices_case on taskforce.standby_notices (case_id, made_at desc);
create index standby_notices_strand on taskforce.standby_notices (strand_id);
create index standby_notices_live on taskforce.standby_notices (valid_until) where withdrawn_at is null;
create index standby_notices_made_by on taskforce.standby_notices (made_by);
create index standby_notices_withdrawn_by on taskforce.standby_notices (withdrawn_by);
comment on table taskforce.standby_notices is 'Notices to providers to stand by; neither place nor target, and nothing of the case but its own link here';
comment on column taskforce.standby_notices.id is 'Random id; does not leave';
comment on column taskforce.standby_notices.case_id is 'Case it was made for; does not leave';
comment on column taskforce.standby_notices.strand_id is 'Strand it was made for; does not leave';
comment on column taskforce.standby_notices.profile is 'How much is told: coarse, or fuller where the task force allows it';
comment on column taskforce.standby_notices.edition is 'Counts up with every change that providers are told';
comment on column taskforce.standby_notices.area is 'County or region of the configured list; never a place';
comment on column taskforce.standby_notices.window_from is 'Beginning of the window, rounded down to the blocks of the profile';
comment on column taskforce.standby_notices.window_until is 'End of the window, rounded up to the blocks of the profile';
comment on column taskforce.standby_notices.people is 'How many people, as a range';
comment on column taskforce.standby_notices.minors is 'How many of them minors, as a range';
comment on column taskforce.standby_notices.genders is 'Whom to get ready for';
comment on column taskforce.standby_notices.languages is 'Languages that may be needed, BCP 47';
comment on column taskforce.standby_notices.needs is 'What may be needed';
comment on column taskforce.standby_notices.safety is 'What staff should know for their own safety; fuller profile only';
comment on column taskforce.standby_notices.contact_name is 'Whom at the task force to call';
comment on column taskforce.standby_notices.contact_phone is 'Under which number';
comment on column taskforce.standby_notices.valid_until is 'From then on it is hidden and deleted at the providers';
comment on column taskforce.standby_notices.withdrawn_at is 'When it was taken back';
comment on column taskforce.standby_notices.withdrawn_by is 'By whom';
comment on column taskforce.standby_notices.made_by is 'Who made it';
comment on column taskforce.standby_notices.made_at is 'When';
comment on column taskforce.standby_notices.changed_at is 'When what providers are told last changed';
comment on column taskforce.standby_notices.version is 'Counts up at every change';
select kit.audited('taskforce.standby_notices', 'standby_notices', 'id');
select kit.versioned('taskforce.standby_notices');

create table taskforce.standby_recipients (
  id uuid primary key default gen_random_uuid(),
  notice_id uuid not null references taskforce.standby_notices (id),
  case_id uuid not null references taskforce.cases (id),
  provider_id uuid not null references taskforce.providers (id),
  crossing_id uuid not null unique default gen_random_uuid(),
  pair_id uuid references bridge.pairs (id),
  message_id uuid,
  sent_edition integer not null default 0,
  sent_at timestamptz,
  acknowledged_edition integer,
  acknowledged_at timestamptz,
  told_how text check (told_how in ('phone', 'in_person', 'mail', 'other')),
  told_whom text check (length(told_whom) between 1 and 120),
  told_at timestamptz,
  told_by uuid references kit.accounts (id),
  added_by uuid not null default kit.current_account() references kit.accounts (id),
  added_at timestamptz not null default now(),
  version integer not null default 1,
  unique (notice_id, provider_id),
  check ((message_id is null) = (pair_id is null)),
  check ((told_at is null) = (told_by is null))
);
create index standby_recipients_case on taskforce.standby_recipients (case_id);
create index standby_recipients_provider on taskforce.standby_recipients (provider_id);
create index standby_recipients_pair on taskforce.standby_recipients (pair_id, message_id);
create index standby_recipients_told_by on taskforce.standby_recipients (told_by);
create index standby_recipients_added_by on taskforce.standby_recipients (added_by);
comment on table taskforce.standby_recipients is 'Which provider was told of a notice, how far that came, and what it answered';
comment on column taskforce.standby_recipients.id is 'Random id';
comment on column taskforce.standby_recipients.notice_id is 'Which notice';
comment on column taskforce.standby_recipients.case_id is 'Case of the notice, for who may read';
comment on column taskforce.standby_recipients.provider_id is 'Which provider';
comment on column taskforce.standby_recipients.crossing_id is 'Random id under which this provider, and no other, knows the notice';
comment on column taskforce.standby_recipients.pair_id is 'Pair of the bridge it went over; empty when told by a person';
comment on column taskforce.standby_recipients.message_id is 'Last message on the bridge about it; delivered when the bridge has its acknowledgement';
comment on column taskforce.standby_recipients.sent_edition is 'Edition the provider was last told; nought when not yet';
comment on column taskforce.standby_recipients.sent_at is 'When that was';
comment on column taskforce.standby_recipients.acknowledged_edition is 'Edition a person there has acknowledged';
comment on column taskforce.standby_recipients.acknowledged_at is 'When the acknowledgement came';
comment on column taskforce.standby_recipients.told_how is 'Without an installation: by which channel it was told';
comment on column taskforce.standby_recipients.told_whom is 'To whom';
comment on column taskforce.standby_recipients.told_at is 'When';
comment on column taskforce.standby_recipients.told_by is 'By whom of us';
comment on column taskforce.standby_recipients.added_by is 'Who chose the provider';
comment on column taskforce.standby_recipients.added_at is 'When';
comment on column taskforce.standby_recipients.version is 'Counts up at every change';
select kit.audited('taskforce.standby_recipients', 'standby_notices', 'notice_id');
select kit.versioned('taskforce.standby_recipients');

alter table taskforce.capacities add column recipient_id uuid references taskforce.standby_recipients (id);
create index capacities_recipient on taskforce.capacities (recipient_id, told_at desc);
comment on column taskforce.capacities.recipient_id is 'The stand-by notice it answers; empty when it holds in general';

-- What leaves is as coarse as the profile says: the area is of the list, the window of whole blocks, and what the
-- coarse profile leaves out is not there. Asked again here, whatever program writes.
create function taskforce.standby_settings() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select '{"areas": [], "coarseHours": 6, "fuller": false, "fullerHours": 1}'::jsonb
    || coalesce((select value from kit.settings where key = 'standby'), '{}')
$$;
comment on function taskforce.standby_settings is 'Areas and disclosure profiles of stand-by notices as the installation set them';

create function taskforce.check_standby() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  rules constant jsonb := taskforce.standby_settings();
  hours constant integer := (rules ->> case new.profile when 'coarse' then 'coarseHours' else 'fullerHours' end)::integer;
  edge timestamp;
begin
  if tg_op = 'UPDATE' and old.withdrawn_at is not null then
    raise exception using errcode = 'CR422', message = 'standby_withdrawn', detail = 'id', hint = 'This notice was withdrawn. Make a new one.';
  end if;
  if tg_op = 'UPDATE' and new.withdrawn_at is not null then
    new.withdrawn_by := kit.current_account();
    return new;
  end if;
  if new.profile = 'fuller' and not (rules ->> 'fuller')::boolean then
    raise exception using errcode = 'CR422', message = 'standby_profile', detail = 'profile', hint = 'Choose the coarse profile; the protocol allows no other.';
  end if;
  if not rules -> 'areas' ? new.area then
    raise exception using errcode = 'CR422', message = 'standby_area', detail = 'area', hint = 'Choose an area of the list; an administrator keeps it.';
  end if;
  foreach edge in array array[new.window_from at time zone taskforce.zone(), new.window_until at time zone taskforce.zone()] loop
    if edge <> date_trunc('hour', edge) or extract(hour from edge)::integer % hours <> 0 then
      raise exception using errcode = 'CR422', message = 'standby_window', detail = 'windowFrom', hint = 'Round the window to the blocks of the profile.';
    end if;
  end loop;
  if new.profile = 'coarse' and new.safety <> '{}' then
    raise exception using errcode = 'CR422', message = 'standby_profile', detail = 'safety', hint = 'Leave the safety notes out, or choose the fuller profile.';
  end if;
  if new.strand_id is not null and not exists (select from taskforce.strands s where s.id = new.strand_id and s.case_id = new.case_id) then
    raise exception using errcode = 'CR422', message = 'strand_of_another_case', detail = 'strandId', hint = 'Choose a strand of this case.';
  end if;
  return new;
end $$;
comment on function taskforce.check_standby is 'Refuses a stand-by notice that would tell more than its profile allows';
create trigger standby_check before insert or update on taskforce.standby_notices
  for each row execute function taskforce.check_standby();

-- A recipient follows its notice: same case. Who writes a call down is who made it known here.
create function taskforce.check_standby_recipient() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and new.told_at is distinct from old.told_at then
    new.told_by := coalesce(kit.current_account(), old.told_by);
  end if;
  if not exists (select from taskforce.standby_notices n where n.id = new.notice_id and n.case_id = new.case_id) then
    raise exception using errcode = 'CR422', message = 'not_of_the_notice', detail = 'noticeId', hint = 'Name the case of the notice.';
  end if;
  return new;
end $$;
comment on function taskforce.check_standby_recipient is 'Refuses a recipient whose case is not that of its notice; notes who wrote a call down';
create trigger standby_recipients_check before insert or update on taskforce.standby_recipients
  for each row execute function taskforce.check_standby_recipient();
