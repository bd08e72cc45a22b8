-- Pictures of profiles and packages of an account's data. In the database and not in a folder: every node has them, and they go with their owner.
-- bytea means the same to both: SQLite keeps bytes as they are under any name of a type.

create table avatars (
    profile_id bigint primary key references profiles (id) on delete cascade,
    hash text not null,                  -- SHA-256 in hex; the address
    content_type text not null,
    body bytea not null,
    kept_at bigint not null
);
create unique index avatars_by_hash on avatars (hash, profile_id);

create table exports (
    id {key},
    account_id bigint not null references accounts (id) on delete cascade,
    status text not null check (status in ('waiting', 'running', 'ready', 'taken', 'failed', 'expired')),
    body bytea,                          -- the zip; gone once it was taken or is too old
    size bigint not null default 0,
    asked_at bigint not null,
    started_at bigint,
    ready_at bigint,
    expires_at bigint,
    taken_at bigint
);
create index exports_by_account on exports (account_id, id);
create index exports_by_status on exports (status, id);

-- What is left of accounts that were deleted: how many in a month, and nothing else.
create table departures (
    month text primary key,              -- 2026-11
    accounts integer not null
) {clustered};
