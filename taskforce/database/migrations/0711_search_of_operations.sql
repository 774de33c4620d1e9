-- Operations and their lessons are found by whoever reads the operation: a scope that a document keeps beside those of
-- case and tip.
alter table taskforce.search_documents add column operation_id uuid;
create index search_documents_operation on taskforce.search_documents (operation_id) where operation_id is not null;
comment on column taskforce.search_documents.operation_id is 'Operation whose readers may find it';
comment on column taskforce.search_documents.kind is 'Kind of record: case, strand, activity, task, note, decision, fact, file, tip, message, person, operation, lesson';
-- It takes the operation as well from now on (database/search.sql).
drop function if exists taskforce.searched(text, text, text, text, text, text, text, text);
