-- The documents are folded already: their words are taken as they stand, without a parser or dictionary of the server's.
alter table search_documents add column words tsvector generated always as (
    array_to_tsvector(array_remove(string_to_array(replace(names || ' ' || people || ' ' || extras, E'\n', ' '), ' '), ''))
) stored;
create index search_documents_by_words on search_documents using gin (words);
