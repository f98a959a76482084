-- People who were sent to an EHR and are not back yet. Of the state only its hash is kept; what the
-- answer is checked with is sealed.
create table smart_ehr_launching (
  state_hash varchar(64) not null primary key,
  sealed varchar(4000) not null,
  begun_at timestamp with time zone not null
);

-- Whom an EHR means by a person of its own; a manager links them.
create table smart_ehr_person (
  iss varchar(500) not null,
  fhir_user varchar(700) not null,
  username varchar(100) not null,
  primary key (iss, fhir_user)
);

-- What was open in the EHR, and our access to it. Without a name until the person is known here.
create table smart_ehr_session (
  id varchar(64) not null primary key,
  username varchar(100),
  sealed varchar(60000) not null,
  begun_at timestamp with time zone not null
);
-- Serves the sessions of a person.
create index smart_ehr_session_person on smart_ehr_session (username, begun_at);

-- Our keys as a client, one for each algorithm.
create table smart_ehr_key (
  algorithm varchar(20) not null primary key,
  sealed varchar(8000) not null
);
