-- The second factor: empty until the person has proved that they can make codes.
alter table smart_account add column totp_secret varchar(100);
-- The step of the last code that was taken, so that no code is taken twice.
alter table smart_account add column totp_step bigint default 0 not null;

-- Codes for the day on which the telephone is lost; each is good once.
create table smart_recovery_code (
  username varchar(100) not null,
  code_hash varchar(64) not null,
  primary key (username, code_hash)
);

-- One-time links by which a person sets a password. Of the link only a hash is kept.
create table smart_invitation (
  token_hash varchar(64) not null primary key,
  username varchar(100) not null,
  expires_at timestamp with time zone not null
);
