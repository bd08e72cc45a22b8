-- What providers know beyond the first facts: certificates by country, where to watch, videos, artwork, people, collections.

alter table titles add column tagline text;
alter table titles add column homepage text;
alter table titles add column poster_path text;       -- TMDB's: /abc.jpg
alter table titles add column backdrop_path text;
alter table titles add column made_by bigint;         -- the profile that wrote a manual title
alter table titles add column collection_id bigint;   -- the franchise it belongs to
create index titles_by_collection on titles (collection_id) where collection_id is not null;
create index titles_by_release on titles (release_date, id) where release_date is not null;

create table collections (
    id {key},
    tmdb_id bigint not null unique,
    name text not null
);

create table title_certifications (
    title_id bigint not null references titles (id) on delete cascade,
    country text not null,               -- ISO 3166-1: US
    certification text not null,         -- PG-13; empty: not rated there
    released text,                       -- the day it opened there
    primary key (title_id, country)
) {clustered};

create table services (
    id bigint primary key,               -- TMDB's number of the service: 8 is Netflix
    name text not null,
    logo_path text,
    priority integer not null default 1000
);

create table title_services (
    title_id bigint not null references titles (id) on delete cascade,
    region text not null,                -- ISO 3166-1
    service_id bigint not null references services (id) on delete cascade,
    offer text not null check (offer in ('stream', 'free', 'ads', 'rent', 'buy')),
    primary key (title_id, region, service_id, offer)
) {clustered};
create index title_services_by_service on title_services (service_id, region, title_id);

create table title_watch_links (
    title_id bigint not null references titles (id) on delete cascade,
    region text not null,
    url text not null,                   -- JustWatch asks for their page to be linked
    primary key (title_id, region)
) {clustered};

create table videos (
    id {key},
    title_id bigint not null references titles (id) on delete cascade,
    site text not null,                  -- YouTube, Vimeo
    video_key text not null,
    name text not null,
    kind text not null,                  -- Trailer, Teaser, …
    language text,
    official boolean not null default false,
    published_at bigint
);
create unique index videos_by_title on videos (title_id, site, video_key);

-- Two people may bear one name; TMDB's number tells them apart.
drop index people_by_name;
create index people_by_name on people (name);
alter table people add column tmdb_id bigint;
alter table people add column imdb_id text;
alter table people add column known_for text;
alter table people add column biography text;
alter table people add column birthday text;
alter table people add column deathday text;
alter table people add column birthplace text;
alter table people add column profile_path text;
alter table people add column metadata_updated_at bigint not null default 0;
create unique index people_by_tmdb on people (tmdb_id) where tmdb_id is not null;

alter table credits add column part text;             -- whom they play
alter table title_genres add column confidence double precision; -- of an inferred one, 0..1
alter table seasons add column poster_path text;
alter table episodes add column still_path text;

-- How a title stands with its provider.
create table title_metadata (
    title_id bigint primary key references titles (id) on delete cascade,
    due_at bigint,                       -- when to ask again; null: nothing to do until it is looked at
    changed_at bigint,                   -- when the provider last said that it changed
    checked_at bigint,                   -- when it last answered
    failures integer not null default 0,
    error text
);
create index title_metadata_due on title_metadata (due_at) where due_at is not null;

-- Answers of outside services. Stale ones are kept: they are better than nothing while a service is down.
create table provider_cache (
    key text primary key,
    body text not null,
    etag text,
    fetched_at bigint not null,
    fresh_until bigint not null
) {clustered};
create index provider_cache_by_age on provider_cache (fetched_at);

-- How many calls went out on a day, so that a budget can be kept and told.
create table provider_calls (
    provider text not null,
    day text not null,
    calls bigint not null,
    failures bigint not null default 0,
    primary key (provider, day)
) {clustered};
