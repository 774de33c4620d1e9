-- The plain hash of an input could be compared with a guess by whoever has the database. It is a keyed one now; those
-- of the last days go, and a write of before that is sent once more is done once more.
delete from kit.receipts;
comment on column kit.receipts.input_hash is 'Keyed hash of key and input (HMAC-SHA-256): the same key with another input is refused; the key is not in the database';
