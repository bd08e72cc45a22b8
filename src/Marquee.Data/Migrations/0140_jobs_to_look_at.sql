-- What the admin's page shows of a run: how far it is, and who asked for it.

alter table jobs add column progress_done bigint;
alter table jobs add column progress_total bigint;
alter table jobs add column progress_words text;
alter table jobs add column asked_by bigint;      -- the account that pressed "run now"; null: the clock
create index jobs_running on jobs (heartbeat_at) where status = 'running';
