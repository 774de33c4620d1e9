-- Fans by month, the split by source of funding, and what a range is wide from: frozen with the ranges they belong to.

alter table taskforce.estimate_runs add column fans jsonb;
comment on column taskforce.estimate_runs.fans is 'By phase: how many strands of the office had left it by the end of each month, and how many may have; of an office run only';
alter table taskforce.strand_estimates add column pace_share numeric(4, 3) check (pace_share between 0 and 1);
comment on column taskforce.strand_estimates.pace_share is 'Which share of the spread comes from its pace being unknown; the rest is chance. Empty: a planned day took the place of the draw';
alter table taskforce.case_estimates add column fan jsonb;
comment on column taskforce.case_estimates.fan is 'How many of its strands had left the phase by the end of each month, and how many may have, by share of the runs';
alter table taskforce.money_estimates add column sources jsonb not null default '[]';
comment on column taskforce.money_estimates.sources is 'The line by source of funding: bound to it, or by the shares of the sources of the year';
alter table taskforce.money_estimates add column fan jsonb;
comment on column taskforce.money_estimates.fan is 'Spent by the end of each month, and what may be; only on the line of all years';
