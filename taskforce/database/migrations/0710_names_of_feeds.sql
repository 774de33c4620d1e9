-- A private feed gets a name, so that its owner knows which device it is on before taking it back.
alter table taskforce.calendar_feeds add column name text not null default '' check (length(name) <= 60);
comment on column taskforce.calendar_feeds.name is 'What its owner calls it, such as the device; stands in no answer of the feed';
