#!/bin/sh
# Holds an API pod back until the migration that it was released with is in the database.
set -eu

url=$(cat /run/secrets/database/api-url)
query="select count(*) from taskboard_meta.migration where version = '$SCHEMA_VERSION'"

until [ "$(psql "$url" --no-psqlrc --quiet --tuples-only --no-align --command "$query")" = 1 ]; do
  echo "waiting for migration $SCHEMA_VERSION"
  sleep 2
done
