-- Titles that an import made are looked for again: which those are, and when each was last looked for.

create index import_changes_titles on import_changes (row_key) where entity = 'titles';
alter table titles add column looked_for_at bigint;        -- of an own title: when a provider was last asked whether it knows it
