-- The catalogue: films and shows, who made them, what they are about, and what others call them.

create table titles (
    id {key},
    kind text not null check (kind in ('film', 'show')),
    title text not null,
    original_title text,
    sort_title text not null,            -- 'Matrix, The': where a shelf would put it
    match_key text not null,             -- TitleKey.Of(title): what two spellings of one title share
    year integer,
    end_year integer,
    release_date text,                   -- 2026-11-20
    runtime integer,                     -- minutes; of a typical episode for a show
    overview text,
    language text,                       -- ISO 639-1
    countries text,                      -- JSON array of names, main country first
    certification text,
    status text,                         -- 'ended', 'returning' (shows)
    vote_average double precision,       -- 0..10
    vote_count integer not null default 0,
    popularity double precision not null default 0,
    manual boolean not null default false,
    created_at bigint not null,
    metadata_updated_at bigint not null
);
create index titles_by_match_key on titles (match_key, year, popularity); -- with popularity, so that search as you type reads the index alone
create index titles_by_popularity on titles (kind, popularity, id);
create index titles_by_sort_title on titles (kind, sort_title, id);
create index titles_by_year on titles (kind, year, id);

create table title_names (
    id {key},
    title_id bigint not null references titles (id) on delete cascade,
    name text not null,
    match_key text not null,
    language text
);
create unique index title_names_by_title on title_names (title_id, name);
create index title_names_by_match_key on title_names (match_key);

create table seasons (
    id {key},
    title_id bigint not null references titles (id) on delete cascade,
    number integer not null,             -- 0: specials
    name text,
    air_date text,
    overview text
);
create unique index seasons_by_title on seasons (title_id, number);

create table episodes (
    id {key},
    title_id bigint not null references titles (id) on delete cascade,
    season_id bigint not null references seasons (id) on delete cascade,
    number integer not null,
    name text not null,
    air_date text,
    runtime integer,
    overview text
);
create unique index episodes_by_season on episodes (season_id, number);
create index episodes_by_title on episodes (title_id, season_id, number);
create index episodes_by_air_date on episodes (air_date);

-- TMDB's film 550 and show 550 are two titles: the kind is part of the identity.
create table external_ids (
    kind text not null check (kind in ('film', 'show', 'season', 'episode')),
    provider text not null,              -- imdb, tmdb, tvdb, movielens, trakt, …
    value text not null,                 -- imdb: tt and at least seven digits
    title_id bigint not null references titles (id) on delete cascade,
    season_id bigint references seasons (id) on delete cascade,
    episode_id bigint references episodes (id) on delete cascade,
    primary key (kind, provider, value)
) {clustered};
create index external_ids_by_title on external_ids (title_id, provider);
create index external_ids_by_season on external_ids (season_id) where season_id is not null;
create index external_ids_by_episode on external_ids (episode_id) where episode_id is not null;

create table people (
    id {key},
    name text not null,
    match_key text not null
);
create unique index people_by_name on people (name);
create index people_by_match_key on people (match_key);

create table credits (
    id {key},
    title_id bigint not null references titles (id) on delete cascade,
    person_id bigint not null references people (id) on delete cascade,
    role text not null check (role in ('director', 'creator', 'writer', 'cast', 'crew')),
    job text,
    billing integer not null             -- 0 first
);
create unique index credits_by_title on credits (title_id, role, billing, person_id);
create index credits_by_person on credits (person_id, role, title_id);

create table genres (
    id {key},
    name text not null unique
);

create table title_genres (
    title_id bigint not null references titles (id) on delete cascade,
    genre_id bigint not null references genres (id) on delete cascade,
    inferred boolean not null default false,
    primary key (title_id, genre_id)
) {clustered};
create index title_genres_by_genre on title_genres (genre_id, title_id);

create table keywords (
    id {key},
    name text not null unique
);

create table title_keywords (
    title_id bigint not null references titles (id) on delete cascade,
    keyword_id bigint not null references keywords (id) on delete cascade,
    position integer not null,           -- 0: the most telling
    primary key (title_id, keyword_id)
) {clustered};
create index title_keywords_by_keyword on title_keywords (keyword_id, title_id);
