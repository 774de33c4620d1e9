-- What was set before, by whom and when: settings decide on deadlines and gates, so their history is kept.

create table kit.setting_changes (
  id uuid primary key default gen_random_uuid(),
  key text not null,
  before jsonb,
  after jsonb,
  changed_at timestamptz not null,
  changed_by uuid references kit.accounts (id)
);
comment on table kit.setting_changes is 'Every change of a setting, with the value before and after';
comment on column kit.setting_changes.id is 'Random id';
comment on column kit.setting_changes.key is 'Name of the setting';
comment on column kit.setting_changes.before is 'Value before; null when it was set for the first time';
comment on column kit.setting_changes.after is 'Value after; null when it was taken away';
comment on column kit.setting_changes.changed_at is 'When';
comment on column kit.setting_changes.changed_by is 'By whom; null at the set-up';
create index setting_changes_time on kit.setting_changes (changed_at desc, id);

create function kit.keep_setting_change() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and old.value = new.value then
    return null;
  end if;
  insert into kit.setting_changes (key, before, after, changed_at, changed_by)
  values (coalesce(new.key, old.key), case when tg_op <> 'INSERT' then old.value end, case when tg_op <> 'DELETE' then new.value end,
    now(), case when tg_op = 'DELETE' then kit.current_account() else new.changed_by end);
  return null;
end $$;
comment on function kit.keep_setting_change is 'Writes the history of settings';
create trigger keep_setting_change after insert or update or delete on kit.settings
  for each row execute function kit.keep_setting_change();
