-- A row that was deleted may come back by undo, under its own number: so that number is not given to another one meanwhile. SQLite gives the
-- number of a deleted last row to the next unless the table says autoincrement, which cannot be added by alter table. What the word changes
-- is how numbers are chosen, not how rows are stored, so it is put into the schema's text, as sqlite.org/lang_altertable.html describes.
create table numbers_given_once (id integer primary key autoincrement);
drop table numbers_given_once;
pragma writable_schema = on;
update sqlite_schema set sql = replace(sql, 'id integer primary key,', 'id integer primary key autoincrement,')
where type = 'table' and name in ('plays', 'play_sources', 'watch_progress', 'lists', 'reviews', 'review_revisions', 'review_comments', 'owned_copies');
insert into sqlite_sequence (name, seq) select 'plays', coalesce(max(id), 0) from plays;
insert into sqlite_sequence (name, seq) select 'play_sources', coalesce(max(id), 0) from play_sources;
insert into sqlite_sequence (name, seq) select 'watch_progress', coalesce(max(id), 0) from watch_progress;
insert into sqlite_sequence (name, seq) select 'lists', coalesce(max(id), 0) from lists;
insert into sqlite_sequence (name, seq) select 'reviews', coalesce(max(id), 0) from reviews;
insert into sqlite_sequence (name, seq) select 'review_revisions', coalesce(max(id), 0) from review_revisions;
insert into sqlite_sequence (name, seq) select 'review_comments', coalesce(max(id), 0) from review_comments;
insert into sqlite_sequence (name, seq) select 'owned_copies', coalesce(max(id), 0) from owned_copies;
pragma writable_schema = reset;
