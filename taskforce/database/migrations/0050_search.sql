-- One search over everything. What it knows is kept beside the records by their triggers (database/search.sql), in
-- tables that nobody reads but its own functions.

create extension if not exists pg_trgm schema public;
create extension if not exists fuzzystrmatch schema public;

create table taskforce.search_documents (
  kind text not null,
  subject_id uuid not null,
  case_id uuid,
  strand_id uuid,
  tip_id uuid,
  handling text[] not null default '{}',
  dated date not null,
  words tsvector not null,
  long_text text,
  primary key (subject_id, kind)
);
create index search_documents_words on taskforce.search_documents using gin (words);
create index search_documents_case on taskforce.search_documents (case_id);
create index search_documents_long on taskforce.search_documents (kind) where long_text is not null;
comment on table taskforce.search_documents is 'What search knows of every record; written by triggers, read by the functions of search alone';
comment on column taskforce.search_documents.kind is 'Kind of record: case, strand, activity, task, note, decision, fact, file, tip, message, person';
comment on column taskforce.search_documents.subject_id is 'The record';
comment on column taskforce.search_documents.case_id is 'Case whose readers may find it';
comment on column taskforce.search_documents.strand_id is 'Strand whose labels it shares';
comment on column taskforce.search_documents.tip_id is 'Tip whose readers may find it';
comment on column taskforce.search_documents.handling is 'Its own handling labels';
comment on column taskforce.search_documents.dated is 'Day it tells of, for the order';
comment on column taskforce.search_documents.words is 'Folded words with their places; phones as +number, ~l last seven, ~s seven only';
comment on column taskforce.search_documents.long_text is 'The folded text, where it is too long for the places in words to tell phrases apart';

-- No uniqueness: writers of the same new word must not wait for each other. A word that stands twice does no harm.
create table taskforce.search_words (
  word text not null,
  sounds text[]
);
create index search_words_word on taskforce.search_words (word collate "C");
create index search_words_sounds on taskforce.search_words using gin (sounds);
create index search_words_spelling on taskforce.search_words using gin (word public.gin_trgm_ops);
create index search_words_waiting on taskforce.search_words (word) where sounds is null;
comment on table taskforce.search_words is 'Every word without digits that stands in some record, for names by sound and spelling';
comment on column taskforce.search_words.word is 'The folded word';
comment on column taskforce.search_words.sounds is 'Sound keys (analysis/text/sounds.ts); empty until the first search after the word came in';

create table taskforce.search_state (
  single boolean primary key default true check (single),
  made_by text not null
);
comment on table taskforce.search_state is 'By which rules the documents of search were made';
comment on column taskforce.search_state.single is 'There is one row';
comment on column taskforce.search_state.made_by is 'Hash of the rules; another one and the documents are made anew';
