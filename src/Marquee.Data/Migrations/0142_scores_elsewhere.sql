-- What IMDb's people, Rotten Tomatoes and Metacritic think of a title, as OMDb tells it.

create table outside_scores (
    title_id bigint primary key references titles (id) on delete cascade,
    imdb double precision,               -- of ten
    imdb_votes bigint,
    rotten_tomatoes integer,             -- percent
    metacritic integer,                  -- of a hundred
    awards text,
    fetched_at bigint,                   -- when OMDb said so; null: it has never answered
    due_at bigint not null,              -- not to be asked again before
    error text
);
create index outside_scores_due on outside_scores (due_at);

-- Trending is a consumer of the outbox now, with receipts instead of a place of its own.
delete from settings where name = 'trending.outbox';
