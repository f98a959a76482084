-- When the password was set; of accounts from before this, when they were made.
alter table smart_account add column password_set_at timestamp with time zone;
update smart_account set password_set_at = created_at;

-- Hashes of the passwords that somebody had before, as many as may not be taken again.
create table smart_past_password (
  username varchar(100) not null,
  password_hash varchar(400) not null,
  replaced_at timestamp with time zone not null,
  primary key (username, password_hash)
);
