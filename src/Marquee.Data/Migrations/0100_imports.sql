-- Imports that say what they brought and can be taken back.

alter table import_batches add column conflict text not null default 'newest';
alter table import_batches add column makes_titles boolean not null default false; -- whether unknown titles become the profile's own
alter table import_batches add column chunks integer not null default 0;           -- how many are in
alter table import_batches add column fresh integer not null default 0;            -- things that were not there before
alter table import_batches add column ratings integer not null default 0;
alter table import_batches add column plays integer not null default 0;
alter table import_batches add column listed integer not null default 0;
alter table import_batches add column reviews integer not null default 0;
alter table import_batches add column lists integer not null default 0;
alter table import_batches add column beat_at bigint not null default 0;           -- when whoever reads it was last seen alive
alter table import_batches add column undone_at bigint;
alter table import_batches add column left_on_undo integer not null default 0;     -- changed since, and so left as they are

-- Each row of the library that an import changed: as it was (null: it was not there) and as it became (null: it went).
create table import_changes (
    id {key},
    batch_id bigint not null references import_batches (id) on delete cascade,
    chunk integer not null,
    entity text not null,                -- the table
    row_key text not null,
    was text,
    became text
);
create index import_changes_of on import_changes (batch_id, chunk, entity, row_key);

-- What sources called a title that the catalogue did not know, so that the real one absorbs it later.
create table manual_title_ids (
    title_id bigint not null references titles (id) on delete cascade,
    provider text not null,
    value text not null,
    primary key (title_id, provider, value)
) {clustered};
create index titles_made_by on titles (made_by, match_key) where made_by is not null;
