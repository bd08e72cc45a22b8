-- FTS5 over the documents, which it reads from their table; triggers keep it in step.
create virtual table search_index using fts5 (
    names, people, extras,
    content = 'search_documents', content_rowid = 'title_id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3', detail = 'none'
);

create trigger search_documents_added after insert on search_documents begin
    insert into search_index (rowid, names, people, extras) values (new.title_id, new.names, new.people, new.extras);
end;

create trigger search_documents_removed after delete on search_documents begin
    insert into search_index (search_index, rowid, names, people, extras) values ('delete', old.title_id, old.names, old.people, old.extras);
end;

create trigger search_documents_changed after update on search_documents begin
    insert into search_index (search_index, rowid, names, people, extras) values ('delete', old.title_id, old.names, old.people, old.extras);
    insert into search_index (rowid, names, people, extras) values (new.title_id, new.names, new.people, new.extras);
end;
