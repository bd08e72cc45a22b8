-- What is looked at a lot just now, what was picked for a day or a week, whose services are whose, and calendars with a secret address.

create table trending_buckets (
    title_id bigint not null references titles (id) on delete cascade,
    bucket bigint not null,              -- ten minutes since 1970
    score double precision not null,     -- watched 1, rated 2, reviewed 3, listed 0.5
    primary key (bucket, title_id)
) {clustered};

-- One person counts once a day for each thing they do to a title.
create table trending_marks (
    profile_id bigint not null,
    title_id bigint not null,
    kind text not null,
    day bigint not null,                 -- days since 1970
    primary key (day, profile_id, title_id, kind)
) {clustered};

create table highlights (
    period text not null,                -- 2026-11-20, or 2026-W47
    position integer not null,
    title_id bigint not null references titles (id) on delete cascade,
    primary key (period, position)
) {clustered};

alter table profiles add column region text;             -- ISO 3166-1: where they watch
create table profile_services (
    profile_id bigint not null references profiles (id) on delete cascade,
    service_id bigint not null references services (id) on delete cascade,
    primary key (profile_id, service_id)
) {clustered};

create table calendar_feeds (
    profile_id bigint primary key references profiles (id) on delete cascade,
    secret_hash text not null unique,    -- SHA-256 of the address's secret, in hex
    created_at bigint not null
);

-- Manual titles that were merged into a provider's: what was moved, so that it can be taken back.
create table title_merges (
    id {key},
    from_title text not null,            -- JSON of the manual title as it was
    into_title_id bigint not null references titles (id) on delete cascade,
    moved text not null,                 -- JSON: which rows
    merged_by bigint,
    merged_at bigint not null,
    undone_at bigint
);
