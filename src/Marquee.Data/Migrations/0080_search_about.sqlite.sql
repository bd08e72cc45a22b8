-- Search by what titles are about: overview, keywords, genres and everybody's names in a second index, asked when names alone find little.
-- A revision tells what changed since one last looked. Look-alikes are found in memory by now: their table goes.
drop table search_grams;
alter table search_documents add column about text not null default '';
alter table search_documents add column revision bigint not null default 0;
create index search_documents_by_revision on search_documents (revision);

create virtual table search_about using fts5 (
    about, content = 'search_documents', content_rowid = 'title_id', tokenize = 'unicode61 remove_diacritics 0', prefix = '3', detail = 'none'
);
insert into search_about (search_about) values ('rebuild');

drop trigger search_documents_added;
drop trigger search_documents_removed;
drop trigger search_documents_changed;

create trigger search_documents_added after insert on search_documents begin
    insert into search_index (rowid, names, people, extras) values (new.title_id, new.names, new.people, new.extras);
    insert into search_about (rowid, about) values (new.title_id, new.about);
end;

create trigger search_documents_removed after delete on search_documents begin
    insert into search_index (search_index, rowid, names, people, extras) values ('delete', old.title_id, old.names, old.people, old.extras);
    insert into search_about (search_about, rowid, about) values ('delete', old.title_id, old.about);
end;

create trigger search_documents_changed after update of names, people, extras, about on search_documents begin
    insert into search_index (search_index, rowid, names, people, extras) values ('delete', old.title_id, old.names, old.people, old.extras);
    insert into search_about (search_about, rowid, about) values ('delete', old.title_id, old.about);
    insert into search_index (rowid, names, people, extras) values (new.title_id, new.names, new.people, new.extras);
    insert into search_about (rowid, about) values (new.title_id, new.about);
end;
