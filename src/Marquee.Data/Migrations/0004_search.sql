-- What search looks at: one document a title, folded (TitleKey.Fold) so that both databases cut the same words,
-- and the words that occur, by their three-letter pieces, for words typed wrong.

create table search_documents (
    title_id bigint primary key references titles (id) on delete cascade,
    names text not null,                 -- one a line, the title first
    people text not null,                -- one a line, directors and creators first
    extras text not null                 -- the year, and words people write together: 'spiderman', 'deniro'
);

create table search_words (
    id {key},
    word text not null unique
);

create table search_grams (
    gram text not null,                  -- 'ali' of '_alien_'
    length integer not null,             -- of the word: a look-alike is about as long
    word_id bigint not null,
    primary key (gram, length, word_id)
) {clustered};
