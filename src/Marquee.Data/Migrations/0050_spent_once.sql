-- What is good once and has been used: codes of authenticator apps, answers of passkeys, ways back from a sign-in elsewhere.

create table spent_once (
    hash text primary key,               -- SHA-256 in hex
    forget_at bigint not null            -- when it would not be good any more anyway
) {clustered};
create index spent_once_by_age on spent_once (forget_at);
