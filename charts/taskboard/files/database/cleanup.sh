#!/bin/sh
# Deletes tasks that were done longer ago than RETENTION_DAYS.
set -eu

url=$(cat /run/secrets/database/url)
psql "$url" --no-psqlrc --set ON_ERROR_STOP=1 --set days="$RETENTION_DAYS" <<'SQL'
delete from taskboard.task where done and done_at < now() - make_interval(days => :days);
SQL
