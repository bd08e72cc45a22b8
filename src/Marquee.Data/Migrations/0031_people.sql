-- What a profile says about itself, who may see it, and who knows whom.

alter table profiles add column bio text;
alter table profiles add column location text;
alter table profiles add column time_zone text;          -- IANA: Europe/Warsaw
alter table profiles add column links text;              -- JSON array of addresses
alter table profiles add column avatar text;             -- the file's hash; null: letters
alter table profiles add column pin_hash text;           -- of a kid profile: asked for when leaving it
alter table profiles add column visibility text not null default 'private' check (visibility in ('private', 'friends', 'public'));
alter table profiles add column history_visibility text not null default 'private' check (history_visibility in ('private', 'friends', 'public'));
alter table profiles add column ratings_visibility text not null default 'private' check (ratings_visibility in ('private', 'friends', 'public'));
alter table profiles add column lists_visibility text not null default 'private' check (lists_visibility in ('private', 'friends', 'public'));
alter table profiles add column reviews_visibility text not null default 'private' check (reviews_visibility in ('private', 'friends', 'public'));
alter table profiles add column statistics_visibility text not null default 'private' check (statistics_visibility in ('private', 'friends', 'public'));
alter table profiles add column learn_from boolean not null default true;   -- training may use its ratings
alter table profiles add column analytics boolean not null default true;    -- what it is shown and opens may be counted

create table follows (
    follower_id bigint not null references profiles (id) on delete cascade,
    followed_id bigint not null references profiles (id) on delete cascade,
    accepted boolean not null,           -- false: asked a private profile
    created_at bigint not null,
    primary key (follower_id, followed_id)
) {clustered};
create index follows_by_followed on follows (followed_id, follower_id);

create table blocks (
    profile_id bigint not null references profiles (id) on delete cascade,
    blocked_id bigint not null references profiles (id) on delete cascade,
    created_at bigint not null,
    primary key (profile_id, blocked_id)
) {clustered};
create index blocks_by_blocked on blocks (blocked_id);
