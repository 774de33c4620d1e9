import pg from 'pg';

// Days stay texts like 2026-03-31: a Date would drag a time zone along. Counts fit a number up to 2^53.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
