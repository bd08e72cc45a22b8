-- Which state of a rating or of one's preferences somebody looked at when they changed it (If-Match).
alter table ratings add column version integer not null default 1;
alter table season_ratings add column version integer not null default 1;
alter table episode_ratings add column version integer not null default 1;
alter table profiles add column preferences_version integer not null default 0;
