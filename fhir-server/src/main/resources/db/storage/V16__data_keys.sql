-- Keys of what lies sealed in the database, each itself sealed by the key of mortar.secrets. A resource has a key of
-- its own, so that erasing it leaves nothing that opens what a backup or a replica still holds of it.
create table mortar_data_key (
  owner varchar(80) not null primary key,
  sealed varchar(300) not null
);

-- How far the sealing of what was stored before has come.
create table mortar_sealing (
  name varchar(40) not null primary key,
  rules varchar(64) not null,
  upto bigint not null,
  done boolean not null
);
