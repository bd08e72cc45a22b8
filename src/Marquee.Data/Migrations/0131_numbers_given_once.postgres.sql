-- PostgreSQL's sequences give each number once already.
select 1;
