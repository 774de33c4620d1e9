-- Figures of providers, as they were sent: totals in which everything small is left out at the source. Nothing here
-- stands for a person.

create table taskforce.provider_figures (
  id uuid primary key default gen_random_uuid(),
  pair_id uuid not null references bridge.pairs (id),
  provider_name text not null,
  report uuid not null,
  amends uuid,
  from_on date not null,
  until_on date not null,
  small_limit integer not null check (small_limit between 3 and 100),
  received_at timestamptz not null default now(),
  unique (pair_id, report),
  check (from_on <= until_on)
);
create index provider_figures_list on taskforce.provider_figures (until_on desc, received_at desc, id);
create index provider_figures_amends on taskforce.provider_figures (pair_id, amends) where amends is not null;
comment on table taskforce.provider_figures is 'Reports of totals that providers sent; never changed here, only amended by a later one';
comment on column taskforce.provider_figures.id is 'Random id';
comment on column taskforce.provider_figures.pair_id is 'Which provider sent it';
comment on column taskforce.provider_figures.provider_name is 'Name of the provider when it sent it';
comment on column taskforce.provider_figures.report is 'Random id made for the crossing';
comment on column taskforce.provider_figures.amends is 'Report that this one takes the place of';
comment on column taskforce.provider_figures.from_on is 'First day counted';
comment on column taskforce.provider_figures.until_on is 'Last day counted';
comment on column taskforce.provider_figures.small_limit is 'Figures below it were left out by the provider';
comment on column taskforce.provider_figures.received_at is 'When it came';

create table taskforce.provider_figure_rows (
  id uuid primary key default gen_random_uuid(),
  figures_id uuid not null references taskforce.provider_figures (id),
  place integer not null,
  measure text not null,
  group_code text not null,
  value integer check (value >= 0),
  unique (figures_id, measure, group_code)
);
comment on table taskforce.provider_figure_rows is 'The figures of a report; empty where the provider left one out';
comment on column taskforce.provider_figure_rows.id is 'Random id';
comment on column taskforce.provider_figure_rows.figures_id is 'Of which report';
comment on column taskforce.provider_figure_rows.place is 'Place in the report';
comment on column taskforce.provider_figure_rows.measure is 'What is counted';
comment on column taskforce.provider_figure_rows.group_code is 'Of which group; all for the total';
comment on column taskforce.provider_figure_rows.value is 'The figure; empty where the provider left it out';

select kit.audited('taskforce.provider_figures');
select kit.audited('taskforce.provider_figure_rows');
