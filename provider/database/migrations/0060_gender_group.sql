-- Gender as a word of a closed list, so that it can be counted in totals; what a person says in words of their own stays
-- sealed with who they are.
alter table provider.clients add column gender_group text not null default 'not_said'
  check (gender_group in ('woman', 'man', 'transgender', 'nonbinary', 'another', 'not_said'));
comment on column provider.clients.gender_group is 'As the client says it, one word of a closed list for counting; not_said unless the client said';
