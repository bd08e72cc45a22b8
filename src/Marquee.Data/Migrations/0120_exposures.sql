-- Which recommendations a profile was shown, a day at a time: counted only where the profile lets it, kept for ninety days, gone with the profile.

create table exposures (
    profile_id bigint not null references profiles (id) on delete cascade,
    day bigint not null,                 -- days since 1970
    place text not null,                 -- home, for_you
    title_id bigint not null references titles (id) on delete cascade,
    model text not null,                 -- the version that recommended it
    shown integer not null,              -- how often that day
    primary key (profile_id, day, place, title_id)
) {clustered};
create index exposures_by_day on exposures (day);
create index exposures_by_title on exposures (title_id);
