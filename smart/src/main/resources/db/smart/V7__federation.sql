-- Whom an identity provider means by its subject, which no other provider's can be taken for.
create table smart_federated_person (
  issuer varchar(500) not null,
  subject varchar(255) not null,
  username varchar(100) not null,
  linked_at timestamp with time zone not null,
  primary key (issuer, subject)
);
-- Serves the links of a person.
create index smart_federated_person_name on smart_federated_person (username);
