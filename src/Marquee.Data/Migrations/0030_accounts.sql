-- Who signs in, with what, from where, and what they did that matters.
-- Secrets are stored as SHA-256 in hex where we only compare them, and under data protection where we must read them.

create table accounts (
    id {key},
    email text not null,
    normalized_email text not null unique,
    email_verified boolean not null default false,
    password_hash text,                  -- null: signs in with a passkey or another provider only
    security_stamp text not null,        -- new at every change of credentials
    concurrency_stamp text not null,
    role text not null default 'member' check (role in ('owner', 'admin', 'member')),
    two_factor boolean not null default false,
    authenticator_key text,              -- under data protection
    disabled_at bigint,
    delete_after bigint,                 -- asked to be deleted; until then it can be taken back
    created_at bigint not null
);
create unique index accounts_owner on accounts (role) where role = 'owner';
create index accounts_to_delete on accounts (delete_after) where delete_after is not null;

create table external_logins (
    provider text not null,              -- google, apple, oidc:<name>
    subject text not null,
    account_id bigint not null references accounts (id) on delete cascade,
    display_name text,
    created_at bigint not null,
    primary key (provider, subject)
) {clustered};
create index external_logins_by_account on external_logins (account_id);

create table passkeys (
    credential_id text primary key,      -- this and the keys below as base64url
    account_id bigint not null references accounts (id) on delete cascade,
    name text,
    public_key text not null,
    sign_count bigint not null,
    transports text,                     -- joined by spaces
    user_verified boolean not null,
    backup_eligible boolean not null,
    backed_up boolean not null,
    attestation text not null,
    client_data text not null,
    created_at bigint not null,
    last_used_at bigint
) {clustered};
create index passkeys_by_account on passkeys (account_id);

create table recovery_codes (
    account_id bigint not null references accounts (id) on delete cascade,
    code_hash text not null,
    spent_at bigint,
    primary key (account_id, code_hash)
) {clustered};

create table sessions (
    id {key},
    account_id bigint not null references accounts (id) on delete cascade,
    profile_id bigint references profiles (id) on delete set null,
    kind text not null check (kind in ('web', 'api')),
    token_hash text unique,              -- of the browser's cookie; null for an API client
    device_name text not null,
    place text not null,                 -- from the address, shortened
    remembered boolean not null default false,
    created_at bigint not null,
    last_seen_at bigint not null,
    proved_at bigint not null,           -- when they last showed that it is them
    expires_at bigint not null,
    revoked_at bigint
);
create index sessions_by_account on sessions (account_id, id);
create index sessions_by_profile on sessions (profile_id) where profile_id is not null;

-- A session of an API client is the family of its refresh tokens: it ends with the second use of any of them.
create table refresh_tokens (
    token_hash text primary key,
    session_id bigint not null references sessions (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    spent_at bigint
) {clustered};
create index refresh_tokens_by_session on refresh_tokens (session_id);

create table personal_tokens (
    id {key},
    account_id bigint not null references accounts (id) on delete cascade,
    profile_id bigint references profiles (id) on delete cascade,
    name text not null,
    token_hash text not null unique,
    hint text not null,                  -- its last four characters
    scopes text not null,                -- joined by spaces
    created_at bigint not null,
    expires_at bigint,
    last_used_at bigint,
    revoked_at bigint
);
create index personal_tokens_by_account on personal_tokens (account_id, id);
create index personal_tokens_by_profile on personal_tokens (profile_id) where profile_id is not null;

create table invitations (
    id {key},
    token_hash text not null unique,
    email text,                          -- null: whoever has the link
    role text not null default 'member' check (role in ('admin', 'member')),
    invited_by bigint references accounts (id) on delete set null,
    created_at bigint not null,
    expires_at bigint not null,
    accepted_by bigint references accounts (id) on delete set null,
    accepted_at bigint,
    revoked_at bigint
);
create index invitations_by_inviter on invitations (invited_by) where invited_by is not null;
create index invitations_by_guest on invitations (accepted_by) where accepted_by is not null;

-- No foreign keys: an entry outlives the account it tells of.
create table audit (
    id {key},
    at bigint not null,
    kind text not null,                  -- account.registered, session.revoked, token.reused, …
    account_id bigint,                   -- whose account it happened to
    actor_id bigint,                     -- who did it; null: nobody signed in
    session_id bigint,
    place text,
    detail text                          -- a sentence, without secrets
);
create index audit_by_account on audit (account_id, id) where account_id is not null;
create index audit_by_kind on audit (kind, id);

create table signing_keys (
    id text primary key,                 -- the kid of tokens
    private_key text not null,           -- PKCS#8, under data protection
    public_key text not null,            -- SubjectPublicKeyInfo, base64
    created_at bigint not null,
    signs_from bigint not null,          -- published before it signs, so that nobody meets an unknown key
    verifies_until bigint                -- null: until another takes over
) {clustered};

-- Failed attempts by account and by address, both under a hash: how long to wait before the next.
create table attempts (
    subject text primary key,
    failures integer not null,
    last_at bigint not null,
    free_at bigint not null
) {clustered};

create table mails (
    id {key},
    to_address text not null,
    subject text not null,
    body text not null,
    created_at bigint not null,
    sent_at bigint,
    attempts integer not null default 0,
    next_try_at bigint,                  -- null: sent, or nobody sends it
    error text
);
create index mails_waiting on mails (next_try_at) where next_try_at is not null;

create table data_protection_keys (
    name text primary key,
    xml text not null,
    created_at bigint not null
) {clustered};
