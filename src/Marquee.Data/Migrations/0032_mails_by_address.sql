create index mails_by_address on mails (to_address, created_at);
