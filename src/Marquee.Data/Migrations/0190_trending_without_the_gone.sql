-- What somebody did for a title is theirs: it goes with their profile.

create table trending_marks_new (
    day bigint not null,                 -- days since 1970
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null,
    kind text not null,
    primary key (day, profile_id, title_id, kind)
) {clustered};
insert into trending_marks_new (day, profile_id, title_id, kind)
select day, profile_id, title_id, kind from trending_marks where profile_id in (select id from profiles);
drop table trending_marks;
alter table trending_marks_new rename to trending_marks;
