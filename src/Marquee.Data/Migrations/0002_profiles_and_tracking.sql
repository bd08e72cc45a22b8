-- One person's taste: who, what they watched, rated, listed and hid, and the files it came from.

create table profiles (
    id {key},
    account_id bigint,                   -- null: a guest
    kind text not null check (kind in ('guest', 'personal', 'kid')),
    display_name text not null,
    token_hash text,                     -- SHA-256 of the guest's cookie, in hex
    certification_cap text,
    preferences text,                    -- JSON
    created_at bigint not null,
    taste_version bigint not null default 0, -- counts changes of ratings, plays and hidden titles
    last_seen_at bigint not null
);
create unique index profiles_by_token on profiles (token_hash) where token_hash is not null;
create index profiles_by_account on profiles (account_id) where account_id is not null;
create index profiles_by_last_seen on profiles (kind, last_seen_at);

create table import_batches (
    id {key},
    profile_id bigint not null references profiles (id) on delete cascade,
    source text not null,                -- letterboxd, imdb, movielens, …
    file_name text not null,
    file_hash text,                      -- SHA-256 in hex: the same file twice is recognised
    status text not null check (status in ('running', 'done', 'failed', 'undone')),
    rows_read integer not null default 0,
    matched integer not null default 0,
    unsure integer not null default 0,
    unmatched integer not null default 0,
    refused integer not null default 0,
    message text,
    created_at bigint not null,
    finished_at bigint
);
create index import_batches_by_profile on import_batches (profile_id, id);

create table import_rows (
    id {key},
    batch_id bigint not null references import_batches (id) on delete cascade,
    file text,                           -- the file inside a zip
    line integer not null,
    outcome text not null check (outcome in ('matched', 'unsure', 'unmatched', 'refused', 'ignored')),
    title text,
    year integer,
    title_id bigint references titles (id) on delete set null,
    matched_by text,                     -- imdb, tmdb, title and year, …
    reason text,
    candidates text,                     -- JSON array of title ids, best first
    record text                          -- JSON: the row as the importer read it
);
create index import_rows_by_batch on import_rows (batch_id, outcome, line);
create index import_rows_by_title on import_rows (title_id) where title_id is not null;

create table plays (
    id {key},
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    episode_id bigint references episodes (id) on delete cascade,
    watched_at bigint,                   -- null: nobody remembers
    precision text not null check (precision in ('exact', 'day', 'unknown')),
    source text not null,                -- manual, letterboxd, imdb, plex, …
    source_event_id text,
    batch_id bigint references import_batches (id) on delete cascade,
    created_at bigint not null
);
-- The same viewing told twice is one play, whoever tells it.
create unique index plays_natural on plays (profile_id, title_id, coalesce(episode_id, 0), coalesce(watched_at, 0), precision);
create unique index plays_by_source_event on plays (profile_id, source, source_event_id) where source_event_id is not null;
create index plays_by_time on plays (profile_id, watched_at, id);
create index plays_by_title on plays (title_id, watched_at);
create index plays_by_episode on plays (episode_id) where episode_id is not null;
create index plays_by_batch on plays (batch_id) where batch_id is not null;

create table ratings (
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    value integer not null check (value between 10 and 100),   -- tenths of a point: 75 is 7.5 of 10
    rated_at bigint not null,
    source text not null,
    batch_id bigint references import_batches (id) on delete set null,
    primary key (profile_id, title_id)
) {clustered};
create index ratings_by_time on ratings (profile_id, rated_at);
create index ratings_by_title on ratings (title_id);
create index ratings_by_batch on ratings (batch_id) where batch_id is not null;

create table lists (
    id {key},
    profile_id bigint not null references profiles (id) on delete cascade,
    kind text not null check (kind in ('watchlist', 'watching', 'completed', 'favourites', 'own')),
    name text not null,
    description text,
    visibility text not null default 'private' check (visibility in ('private', 'friends', 'public')),
    created_at bigint not null,
    updated_at bigint not null
);
create unique index lists_system on lists (profile_id, kind) where kind <> 'own';
create index lists_by_profile on lists (profile_id, id);

create table list_items (
    list_id bigint not null references lists (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    position double precision not null,  -- a fraction: an item moves without moving the others
    note text,
    added_at bigint not null,
    source text not null,
    batch_id bigint references import_batches (id) on delete cascade,
    primary key (list_id, title_id)
) {clustered};
create index list_items_by_position on list_items (list_id, position, title_id);
create index list_items_by_title on list_items (title_id);
create index list_items_by_batch on list_items (batch_id) where batch_id is not null;

create table hidden_titles (
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    reason text not null default 'not interested',
    hidden_at bigint not null,
    primary key (profile_id, title_id)
) {clustered};
create index hidden_titles_by_title on hidden_titles (title_id);
