#!/bin/sh
# Brings the database to the newest version: roles first, then each migration that it lacks, one transaction each.
set -eu

url=$(cat /run/secrets/database/url)
psql_strict() { psql "$url" --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"; }

until pg_isready --quiet --dbname "$url"; do
  echo "waiting for the database"
  sleep 2
done

psql_strict --single-transaction --file /migrations/roles.sql

for file in /migrations/[0-9]*.sql; do
  version=$(basename "$file" .sql)
  applied=$(psql_strict --tuples-only --no-align \
    --command "select count(*) from taskboard_meta.migration where version = '$version'")
  if [ "$applied" = 1 ]; then
    echo "$version: already there"
    continue
  fi
  # The row comes first: of two jobs at the same time one waits for the other, then fails and finds it done when retried.
  psql_strict --single-transaction \
    --command "insert into taskboard_meta.migration (version) values ('$version')" --file "$file"
  echo "$version: applied"
done

# PostgREST listens on this channel and reads the schema anew.
psql_strict --command "notify pgrst, 'reload schema'"
