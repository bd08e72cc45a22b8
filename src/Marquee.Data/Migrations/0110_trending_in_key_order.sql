-- Columns in the order of the key: for a table stored by its key, SQLite's own check reports columns out of that order as null.
-- What is lost is counted again from what people do next.

drop table trending_buckets;
create table trending_buckets (
    bucket bigint not null,              -- ten minutes since 1970
    title_id bigint not null references titles (id) on delete cascade,
    score double precision not null,     -- watched 1, rated 2, reviewed 3, listed 0.5
    primary key (bucket, title_id)
) {clustered};

-- One person counts once a day for each thing they do to a title.
drop table trending_marks;
create table trending_marks (
    day bigint not null,                 -- days since 1970
    profile_id bigint not null,
    title_id bigint not null,
    kind text not null,
    primary key (day, profile_id, title_id, kind)
) {clustered};
