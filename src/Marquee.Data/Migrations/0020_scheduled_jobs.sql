-- A scheduled job has a slot, the time it was due: whoever inserts the slot first does the work, however many nodes there are.

alter table jobs add column slot text;            -- 2026-11-21T02:30Z
alter table jobs add column node text;            -- who does it
alter table jobs add column heartbeat_at bigint;  -- the last sign of life; without one for minutes another node takes over
create unique index jobs_by_slot on jobs (kind, slot) where slot is not null;
