-- Tracking, whole: several sources of one viewing, shows by the episode, ratings of seasons and episodes, reviews and what others say
-- to them, lists kept together with others, what somebody owns, and what changed since a client last asked.

-- A play is one viewing. Its own columns are what told of it first; play_sources holds who told of it as well.
drop index plays_natural;
alter table plays add column ordinal integer not null default 0;     -- the second, third … viewing of one day
alter table plays add column cycle integer not null default 1;       -- which time through the show
alter table plays add column note text;
alter table plays add column updated_at bigint not null default 0;
alter table plays add column version integer not null default 1;
create unique index plays_natural on plays (profile_id, title_id, coalesce(episode_id, 0), coalesce(watched_at, 0), precision, ordinal);
-- A file with two episodes is one event of a media server and two plays.
drop index plays_by_source_event;
create unique index plays_by_source_event on plays (profile_id, source, source_event_id, title_id, coalesce(episode_id, 0)) where source_event_id is not null;
create index plays_of_profile on plays (profile_id, title_id, episode_id, cycle);

create table play_sources (
    id {key},
    play_id bigint not null references plays (id) on delete cascade,
    profile_id bigint not null references profiles (id) on delete cascade,
    source text not null,
    source_event_id text,
    watched_at bigint,
    precision text not null check (precision in ('exact', 'day', 'unknown')),
    batch_id bigint references import_batches (id) on delete cascade,
    created_at bigint not null
);
create index play_sources_by_play on play_sources (play_id);
create index play_sources_by_event on play_sources (profile_id, source, source_event_id) where source_event_id is not null;
create index play_sources_by_batch on play_sources (batch_id) where batch_id is not null;

-- Events of a source that somebody deleted: the next synchronisation does not bring them back.
create table dismissed_events (
    profile_id bigint not null references profiles (id) on delete cascade,
    source text not null,
    source_event_id text not null,
    dismissed_at bigint not null,
    primary key (profile_id, source, source_event_id)
) {clustered};

-- Where somebody stopped in a film or an episode.
create table watch_progress (
    id {key},
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    episode_id bigint references episodes (id) on delete cascade,
    seconds integer not null,
    length integer,                      -- seconds, as the player knows it
    source text not null,
    updated_at bigint not null
);
create unique index watch_progress_of on watch_progress (profile_id, title_id, coalesce(episode_id, 0));
create index watch_progress_by_time on watch_progress (profile_id, updated_at, id);

-- One row a title that a profile watched, rated, owns, tagged or noted: the sums of its plays, so that a library is one scan.
create table tracked_titles (
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    status_by_hand text check (status_by_hand in ('watching', 'completed', 'dropped', 'paused')),
    status_set_at bigint,
    cycle integer not null default 1,
    plays integer not null default 0,            -- all of them, episodes too
    episodes_seen integer not null default 0,    -- different regular episodes of this cycle
    specials_seen integer not null default 0,
    first_watched_at bigint,
    last_watched_at bigint,
    active_at bigint not null default 0,         -- the last thing that happened to it
    version integer not null default 1,
    primary key (profile_id, title_id)
) {clustered};
create index tracked_titles_by_activity on tracked_titles (profile_id, active_at, title_id);
create index tracked_titles_by_title on tracked_titles (title_id);

insert into tracked_titles (profile_id, title_id, plays, episodes_seen, first_watched_at, last_watched_at, active_at)
select p.profile_id, p.title_id, count(*), count(distinct p.episode_id), min(p.watched_at), max(p.watched_at), max(coalesce(p.watched_at, p.created_at))
from plays p group by p.profile_id, p.title_id;
insert into tracked_titles (profile_id, title_id, active_at)
select r.profile_id, r.title_id, r.rated_at from ratings r where true on conflict do nothing;

create table season_ratings (
    profile_id bigint not null references profiles (id) on delete cascade,
    season_id bigint not null references seasons (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    value integer not null check (value between 10 and 100),   -- tenths, as in ratings
    rated_at bigint not null,
    source text not null,
    batch_id bigint references import_batches (id) on delete set null,
    primary key (profile_id, season_id)
) {clustered};
create index season_ratings_by_title on season_ratings (profile_id, title_id);
create index season_ratings_by_season on season_ratings (season_id);

create table episode_ratings (
    profile_id bigint not null references profiles (id) on delete cascade,
    episode_id bigint not null references episodes (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    value integer not null check (value between 10 and 100),
    rated_at bigint not null,
    source text not null,
    batch_id bigint references import_batches (id) on delete set null,
    primary key (profile_id, episode_id)
) {clustered};
create index episode_ratings_by_title on episode_ratings (profile_id, title_id);
create index episode_ratings_by_episode on episode_ratings (episode_id);

alter table profiles add column rating_display text not null default 'stars' check (rating_display in ('stars', 'ten', 'percent', 'thumbs'));
alter table profiles add column change_seq bigint not null default 0;   -- the number of the latest change of anything of the profile's

create table reviews (
    id {key},
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    play_id bigint references plays (id) on delete set null,
    body text not null,                  -- Markdown
    spoiler boolean not null default false,
    visibility text not null default 'private' check (visibility in ('private', 'friends', 'public')),
    draft boolean not null default false,
    source text not null default 'manual',
    source_event_id text,
    batch_id bigint references import_batches (id) on delete cascade,
    created_at bigint not null,
    published_at bigint,
    updated_at bigint not null,
    withheld_at bigint,                  -- taken out of sight after a report
    version integer not null default 1
);
create index reviews_by_profile on reviews (profile_id, id);
create index reviews_by_title on reviews (title_id, visibility, published_at, id);
create unique index reviews_by_source_event on reviews (profile_id, source, source_event_id) where source_event_id is not null;
create index reviews_by_batch on reviews (batch_id) where batch_id is not null;
create index reviews_by_play on reviews (play_id) where play_id is not null;

create table review_revisions (
    id {key},
    review_id bigint not null references reviews (id) on delete cascade,
    body text not null,
    spoiler boolean not null,
    version integer not null,
    saved_at bigint not null
);
create unique index review_revisions_of on review_revisions (review_id, version);

create table review_tags (
    review_id bigint not null references reviews (id) on delete cascade,
    name text not null,
    primary key (review_id, name)
) {clustered};
create index review_tags_by_name on review_tags (name);

create table review_reactions (
    review_id bigint not null references reviews (id) on delete cascade,
    profile_id bigint not null references profiles (id) on delete cascade,
    kind text not null check (kind in ('like', 'helpful', 'funny')),
    reacted_at bigint not null,
    primary key (review_id, kind, profile_id)
) {clustered};
create index review_reactions_by_profile on review_reactions (profile_id);

create table review_comments (
    id {key},
    review_id bigint not null references reviews (id) on delete cascade,
    profile_id bigint not null references profiles (id) on delete cascade,
    body text not null,
    created_at bigint not null,
    updated_at bigint not null,
    withheld_at bigint,
    version integer not null default 1
);
create index review_comments_of on review_comments (review_id, id);
create index review_comments_by_profile on review_comments (profile_id);

create table comment_mentions (
    comment_id bigint not null references review_comments (id) on delete cascade,
    profile_id bigint not null references profiles (id) on delete cascade,
    primary key (comment_id, profile_id)
) {clustered};
create index comment_mentions_by_profile on comment_mentions (profile_id, comment_id);

create table reports (
    id {key},
    profile_id bigint not null references profiles (id) on delete cascade,   -- who reports
    review_id bigint references reviews (id) on delete cascade,
    comment_id bigint references review_comments (id) on delete cascade,
    reason text not null check (reason in ('spam', 'abuse', 'spoiler', 'other')),
    note text,
    created_at bigint not null,
    resolved_at bigint,
    resolution text
);
create unique index reports_once on reports (profile_id, coalesce(review_id, 0), coalesce(comment_id, 0));
create index reports_open on reports (created_at) where resolved_at is null;
create index reports_by_review on reports (review_id) where review_id is not null;
create index reports_by_comment on reports (comment_id) where comment_id is not null;

create table title_tags (
    profile_id bigint not null references profiles (id) on delete cascade,
    name text not null,                  -- lower case
    title_id bigint not null references titles (id) on delete cascade,
    added_at bigint not null,
    batch_id bigint references import_batches (id) on delete cascade,
    primary key (profile_id, name, title_id)
) {clustered};
create index title_tags_of on title_tags (profile_id, title_id);
create index title_tags_by_title on title_tags (title_id);

create table title_notes (
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    body text not null,
    updated_at bigint not null,
    version integer not null default 1,
    primary key (profile_id, title_id)
) {clustered};
create index title_notes_by_title on title_notes (title_id);

alter table lists add column icon text;
alter table lists add column filter text;            -- a smart list: what it holds, in the grammar of docs/filters.md
alter table lists add column share_secret text;      -- whoever has the link may read
alter table lists add column version integer not null default 1;
alter table lists add column source text not null default 'manual';
alter table lists add column source_id text;         -- what the list is called where it came from
alter table lists add column batch_id bigint references import_batches (id) on delete set null;
create unique index lists_by_share on lists (share_secret) where share_secret is not null;
create unique index lists_by_source on lists (profile_id, source, source_id) where source_id is not null;

alter table list_items add column added_by bigint references profiles (id) on delete set null;
alter table list_items add column version integer not null default 1;

create table list_collaborators (
    list_id bigint not null references lists (id) on delete cascade,
    profile_id bigint not null references profiles (id) on delete cascade,
    role text not null check (role in ('add', 'edit')),
    joined_at bigint not null,
    primary key (list_id, profile_id)
) {clustered};
create index list_collaborators_by_profile on list_collaborators (profile_id, list_id);

create table list_invitations (
    secret text primary key,
    list_id bigint not null references lists (id) on delete cascade,
    role text not null check (role in ('add', 'edit')),
    created_at bigint not null
) {clustered};
create index list_invitations_by_list on list_invitations (list_id);

create table owned_copies (
    id {key},
    profile_id bigint not null references profiles (id) on delete cascade,
    title_id bigint not null references titles (id) on delete cascade,
    medium text not null check (medium in ('disc', 'file', 'service')),
    format text,                         -- Blu-ray, 4K, the name of the service
    place text,                          -- shelf, folder
    note text,
    source text not null default 'manual',
    source_event_id text,
    batch_id bigint references import_batches (id) on delete cascade,
    created_at bigint not null,
    updated_at bigint not null,
    version integer not null default 1
);
create index owned_copies_of on owned_copies (profile_id, title_id);
create index owned_copies_by_title on owned_copies (title_id);
create index owned_copies_by_batch on owned_copies (batch_id) where batch_id is not null;
create unique index owned_copies_by_source on owned_copies (profile_id, source, source_event_id) where source_event_id is not null;

-- What can be taken back: the rows as they were.
create table undo_steps (
    id {key},
    profile_id bigint not null references profiles (id) on delete cascade,
    kind text not null,
    words text not null,
    body text not null,                  -- JSON
    created_at bigint not null,
    undone_at bigint
);
create index undo_steps_by_profile on undo_steps (profile_id, id);

-- The latest change of each thing of a profile, in the order they happened. A thing that is gone stays as a tombstone.
create table changes (
    profile_id bigint not null references profiles (id) on delete cascade,
    entity text not null,                -- play, rating, list_item, …
    entity_id text not null,
    seq bigint not null,
    gone boolean not null default false,
    changed_at bigint not null,
    primary key (profile_id, entity, entity_id)
) {clustered};
create unique index changes_in_order on changes (profile_id, seq);

create table idempotency_keys (
    profile_id bigint not null references profiles (id) on delete cascade,
    name text not null,                  -- the Idempotency-Key header
    request text not null,               -- SHA-256 of method, path and body, in hex
    status integer not null,
    body text,
    location text,
    created_at bigint not null,
    primary key (profile_id, name)
) {clustered};
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- Which consumer has acted on which event; written in the transaction of the act.
create table outbox_receipts (
    event_id bigint not null references outbox (id) on delete cascade,
    consumer text not null,
    done_at bigint,                      -- null: not yet, see attempts
    attempts integer not null default 0,
    retry_at bigint,
    error text,
    primary key (event_id, consumer)
) {clustered};
create index outbox_receipts_waiting on outbox_receipts (consumer, retry_at) where done_at is null;
