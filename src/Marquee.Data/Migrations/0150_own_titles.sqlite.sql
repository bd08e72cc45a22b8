-- A title that a profile made is its own until it is shared with everybody here, and goes with the profile; a shared one stays.

alter table titles add column shared boolean not null default false;
create index titles_kept_own on titles (made_by) where made_by is not null and not shared;

create trigger own_titles_go after delete on profiles begin
    update titles set made_by = null where made_by = old.id and shared;
    delete from titles where made_by = old.id;
end;
