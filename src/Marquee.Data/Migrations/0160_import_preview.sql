-- Imports that are looked at before they are kept, go on by themselves after a stop, and are reviewed row by row.

alter table import_batches add column phase text;                  -- uploading, asking, previewing, ready: before its status says anything
alter table import_batches add column file_bytes bigint not null default 0;
alter table import_batches add column reading text;                -- JSON: how the file is read: what a list is, whose rows, which columns
alter table import_batches add column understood text;             -- JSON: what the file was understood to say, and what of it is new
alter table import_batches add column previewed boolean not null default false; -- whether its rows were matched by a preview
alter table import_batches add column late boolean not null default false;      -- whether only rows that were decided on late are brought in
alter table import_batches add column rows_total bigint not null default 0;     -- known after the preview
alter table import_batches add column place bigint not null default 0;          -- rows of the file that this pass is through with
alter table import_batches add column worker text;                 -- who reads it
alter table import_batches add column worker_until bigint;         -- and until when nobody else does
alter table import_batches add column attempts integer not null default 0;      -- since the last chunk that went in
alter table import_batches add column stop_asked boolean not null default false;
alter table import_batches add column decided integer not null default 0;        -- rows that are matched because somebody chose so
create index import_batches_at_work on import_batches (id) where phase is not null or status = 'running';

-- The file as it was sent, in parts: any node can read it, and it goes when nothing in it is left to decide.
create table import_files (
    batch_id bigint not null references import_batches (id) on delete cascade,
    part integer not null,
    body bytea not null,
    primary key (batch_id, part)
);

alter table import_rows add column place bigint;                   -- which row of the file it is, from 1
alter table import_rows add column kind text;                      -- film, show, episode
alter table import_rows add column alike text;                     -- rows that mean the same title bear the same; only where there is something to decide
alter table import_rows add column decision text;                  -- title, own, skip: what the person chose
alter table import_rows add column pending boolean not null default false;      -- decided after the rest was in, and not in yet
alter table import_rows add column conflict text;                  -- JSON: what the library says instead

drop index import_rows_by_batch;
create index import_rows_by_outcome on import_rows (batch_id, outcome, id);
create index import_rows_by_place on import_rows (batch_id, place);
create index import_rows_alike on import_rows (batch_id, alike, id) where alike is not null;
create index import_rows_in_conflict on import_rows (batch_id, id) where conflict is not null;
