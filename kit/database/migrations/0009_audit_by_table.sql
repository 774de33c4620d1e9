-- Reviewers look at one kind of record at a time.

create index audit_entries_table on kit.audit_entries (subject_table, id desc);
