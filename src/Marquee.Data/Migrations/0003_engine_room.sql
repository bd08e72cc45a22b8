-- What the engine learns from, what it learnt, and the program's own bookkeeping.

create table populations (
    id {key},
    name text not null unique,           -- movielens-small
    source text not null,                -- sample, or the folder it was loaded from
    scale_low double precision not null, -- the lowest and highest rating anybody can give
    scale_high double precision not null,
    ratings bigint not null default 0,
    users bigint not null default 0,
    titles bigint not null default 0,
    loaded_at bigint not null
);

-- Millions of rows: narrow, kept in the order training reads them, written only in bulk and together with their titles.
-- Without foreign keys and further indexes on purpose: on 25 million rows their upkeep costs minutes and nobody looks up one row.
create table population_ratings (
    population_id bigint not null,
    user_id bigint not null,
    title_id bigint not null,
    value real not null,                 -- in the population's own scale
    rated_at bigint not null,            -- Unix milliseconds; 0: unknown
    primary key (population_id, user_id, title_id)
) {clustered};

create table models (
    id {key},
    name text not null,                  -- ease, als, …
    version text not null,
    path text not null,                  -- below the data folder
    sha256 text not null,
    options text not null,               -- JSON
    metrics text not null,               -- JSON
    active boolean not null default false,
    trained_at bigint not null
);
create unique index models_by_version on models (name, version);
create unique index models_active on models (name) where active;

create table jobs (
    id {key},
    kind text not null,
    body text not null default '{}',     -- JSON
    status text not null check (status in ('waiting', 'running', 'done', 'failed')),
    attempts integer not null default 0,
    run_at bigint not null,
    started_at bigint,
    finished_at bigint,
    result text,                         -- JSON: what it did, in numbers
    error text
);
create index jobs_waiting on jobs (run_at, id) where status = 'waiting';
create index jobs_by_kind on jobs (kind, id);

create table outbox (
    id {key},
    kind text not null,
    body text not null,                  -- JSON
    created_at bigint not null,
    dispatched_at bigint
);
create index outbox_waiting on outbox (id) where dispatched_at is null;

create table settings (
    name text primary key,
    value text not null,
    updated_at bigint not null
) {clustered};
