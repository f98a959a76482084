-- Passkeys of people: the public half of a key that a device keeps. Bytes are text in base 64 url.
create table smart_passkey (
  credential_id varchar(1400) not null primary key,
  username varchar(100) not null,
  -- By this the device knows the person; it is the same for all passkeys of one.
  user_handle varchar(100) not null,
  label varchar(60) not null,
  -- Model of the device, id and public key, as WebAuthn writes them.
  attested varchar(8000) not null,
  -- Devices that count must always count on; 0 if the device does not.
  sign_count bigint not null,
  backup_eligible boolean not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone
);
-- Serves the passkeys of a person.
create index smart_passkey_person on smart_passkey (username);
