-- What the server itself put into the store, so that a start with the same guide has nothing to do.
create table mortar_installed (
  name varchar(100) not null primary key,
  fingerprint varchar(100) not null
);

-- When the newest event that shaped a resource happened at its sender. Kept beside the resource,
-- because a repeated fact must move this time without making a new version.
create table mortar_event_time (
  resource varchar(130) not null primary key,
  at timestamp(3) with time zone not null
);
