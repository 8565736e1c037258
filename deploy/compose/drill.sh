#!/usr/bin/env bash
# The monthly drill: last night's backup and the log are restored beside the platform, which goes on working, and compared
# with it to the cent. deploy/backup.md. Ends with 1 where something is missing; nothing of the platform is changed.
#   deploy/compose/drill.sh ['2026-11-27 14:00:00+01']        to the end of the log, or to a moment
set -euo pipefail
cd "$(dirname "$0")"
. backup/compose.sh
copy=$(mktemp)
export COMPOSE_PROFILES=drill DRILL_MOMENT=${1:-}

clean() {
  rm -f "$copy"
  compose rm --stop --force -v drill-db >/dev/null 2>&1 || true
  docker volume rm --force "${project}_drill" >/dev/null 2>&1 || true
}
trap clean EXIT
clean
copy=$(mktemp)

log_sent() { query db 'SELECT pg_switch_wal()' >/dev/null; }
inventory_of_the_copy() { compose run --rm -T --no-deps drill inventory --to - >"$copy"; }
compared() { compose run --rm -T --no-deps prepare inventory --compare - <"$copy"; }

step "The log up to now" log_sent
step "Restore beside the platform" compose up -d --no-deps drill-db
step "… has replayed its log" writable drill-db
step "What the copy holds" inventory_of_the_copy
step "Compared with the platform" compared
step "The backup of the pictures is whole" compose run --rm -T --no-deps pictures-backup check
