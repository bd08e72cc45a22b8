-- Which training took over when, and why another one did not: what a rollback goes back to.

alter table models add column activated_at bigint;   -- the last time it was put to use; null: never
alter table models add column outcome text;          -- in use, replaced, refused, rolled back
update models set activated_at = trained_at, outcome = case when active then 'in use' else 'replaced' end;
