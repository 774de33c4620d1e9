-- What is deleted is looked for in every table that refers to it: agencies and files go when an import is taken back
-- or a tip is purged.

create index accounts_agency on kit.accounts (agency_id);
create index searches_on_behalf_agency on kit.searches (on_behalf_agency_id) where on_behalf_agency_id is not null;
create index file_tickets_file on kit.file_tickets (file_id);
