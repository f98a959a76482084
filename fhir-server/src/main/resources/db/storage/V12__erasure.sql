-- People who were erased, and disposals of whole records. Keys are hashes: whoever is in a restored backup can be
-- recognised by them, and nobody can be read from them.
create table mortar_erasure (
  id varchar(40) not null primary key,
  kind varchar(20) not null,
  asked timestamp(3) with time zone not null,
  asked_by varchar(200) not null,
  reason varchar(500) not null,
  salt varchar(64) not null,
  state varchar(10) not null,
  removed integer not null,
  done timestamp(3) with time zone,
  certificate varchar(64) not null
);

-- Serves the list, newest first.
create index mortar_erasure_asked on mortar_erasure (asked);

create table mortar_erasure_key (
  erasure varchar(40) not null references mortar_erasure (id),
  hash varchar(64) not null,
  constraint mortar_erasure_key_once primary key (hash, erasure)
);

-- Serves the keys of one erasure.
create index mortar_erasure_key_of on mortar_erasure_key (erasure);

-- What an erasure has removed so far, by type, until its certificate is written.
create table mortar_erasure_count (
  erasure varchar(40) not null references mortar_erasure (id),
  type varchar(64) not null,
  removed integer not null,
  constraint mortar_erasure_count_once primary key (erasure, type)
);
