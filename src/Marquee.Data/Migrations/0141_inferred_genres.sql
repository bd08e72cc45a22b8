-- When a title without genres was last looked at by what infers them; null: never.

alter table titles add column genres_inferred_at bigint;
