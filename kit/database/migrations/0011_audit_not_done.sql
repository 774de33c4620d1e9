-- What was refused or failed is rare and is what reviewers look for first.

create index audit_entries_not_done on kit.audit_entries (id desc) where outcome <> 'done';
