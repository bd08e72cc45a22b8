-- Search by what titles are about: overview, keywords, genres and everybody's names in a second index, asked when names alone find little.
-- A revision tells what changed since one last looked. Look-alikes are found in memory by now: their table goes.
drop table search_grams;
alter table search_documents add column about text not null default '';
alter table search_documents add column revision bigint not null default 0;
create index search_documents_by_revision on search_documents (revision);
alter table search_documents add column about_words tsvector generated always as (array_to_tsvector(array_remove(string_to_array(about, ' '), ''))) stored;
create index search_documents_by_about on search_documents using gin (about_words);
