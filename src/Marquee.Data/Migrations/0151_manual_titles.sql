-- Titles that people write themselves are edited by several, and one day turn out to be a title that is here already.

alter table titles add column version integer not null default 1;
alter table titles add column merged_into bigint;          -- it is this title now; its address leads there, its row waits for the merge to be undone
create index titles_merged on titles (merged_into) where merged_into is not null;

alter table title_merges add column from_title_id bigint;
alter table title_merges add column automatic boolean not null default false;
alter table title_merges add column kept_on_undo integer not null default 0; -- changed since, and so left as they are
create index title_merges_from on title_merges (from_title_id);
create index title_merges_into on title_merges (into_title_id);

create index manual_title_ids_by_value on manual_title_ids (provider, value);
