-- Artwork that is kept here. The pictures themselves lie in the artwork store, by their hash.

create table pictures (
    hash text primary key,               -- SHA-256 of what came, in hex: its address
    content_type text not null,          -- of what is served
    widths text not null,                -- those it is kept in, joined by spaces: 154 342 780; empty: as it came
    bytes bigint not null,               -- all widths together
    blur text,                           -- a few pixels of it, as a data address
    kept_at bigint not null
) {clustered};

create table title_artwork (
    title_id bigint not null references titles (id) on delete cascade,
    kind text not null check (kind in ('poster')),
    source text not null,                -- TMDB's path of the picture; 'custom' for one that an admin chose for everybody
    hash text references pictures (hash),
    asked_at bigint not null,
    failures integer not null default 0,
    error text,
    primary key (title_id, kind)
) {clustered};
create index title_artwork_by_hash on title_artwork (hash) where hash is not null;

-- What a profile chose for itself.
create table custom_posters (
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    hash text not null references pictures (hash),
    kept_at bigint not null,
    primary key (profile_id, title_id)
) {clustered};
create index custom_posters_by_title on custom_posters (title_id);
create index custom_posters_by_hash on custom_posters (hash);
