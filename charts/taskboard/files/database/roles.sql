-- Runs before each migration, so that a new password of the API's login takes effect with the next release.
set client_min_messages = warning;
-- Two jobs at the same time would change the same role.
select pg_advisory_xact_lock(hashtext('taskboard roles')) \g /dev/null

\set api_password `cat /run/secrets/database/api-password`

select 'create role taskboard_anon nologin'
  where not exists (select from pg_roles where rolname = 'taskboard_anon') \gexec
select 'create role taskboard_api noinherit login'
  where not exists (select from pg_roles where rolname = 'taskboard_api') \gexec

alter role taskboard_api password :'api_password';
grant taskboard_anon to taskboard_api;
-- No visitor's query may hold a connection for long.
alter role taskboard_anon set statement_timeout = '10s';

create schema if not exists taskboard_meta;
create table if not exists taskboard_meta.migration (
  version text primary key,
  applied_at timestamptz not null default now()
);
grant usage on schema taskboard_meta to taskboard_api;
grant select on taskboard_meta.migration to taskboard_api;
