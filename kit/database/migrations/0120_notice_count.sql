-- One notice may tell of many things of a kind at once, such as all dangers of an imported file.
alter table kit.notices add column count integer check (count > 0);
comment on column kit.notices.count is 'Of how many records it tells, where it tells of more than the one it names';
