-- Who may find a document stands in its own row: joining cases and strands for every match made broad searches slow.

alter table taskforce.search_documents
  add column agency_id uuid,
  add column sealed boolean not null default false,
  add column labels text[] not null default '{}';
create index search_documents_strand on taskforce.search_documents (strand_id) where strand_id is not null;
comment on column taskforce.search_documents.agency_id is 'Agency in the lead of its case';
comment on column taskforce.search_documents.sealed is 'Whether its case is sealed';
comment on column taskforce.search_documents.labels is 'All labels its finder must be cleared for: its own, its strand''s and its case''s';
delete from taskforce.search_state;
