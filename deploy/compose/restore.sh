#!/usr/bin/env bash
# Put the whole platform back from its backups: deploy/runbooks/RestoreWhole.md.
#   deploy/compose/restore.sh                                 to the last second that the log has
#   deploy/compose/restore.sh '2026-11-27 14:00:00+01'        to a moment
#   deploy/compose/restore.sh --pictures                      the pictures only, where the store is lost
#   deploy/compose/restore.sh '2026-11-27 14:00:00+01' 1      on time line 1: deploy/runbooks/RestoreWhole.md, “Too far back”
#   --yes before it                                           without the question
# On a new machine: bring secrets/ and .env, run up.sh, then this. It may be repeated, also after it was cut off, until it
# says that the platform serves.
set -euo pipefail
cd "$(dirname "$0")"
. backup/compose.sh

main() {
  local sure=""
  [ "${1:-}" != --yes ] || { sure=yes; shift; }
  if [ "${1:-}" = --pictures ]; then
    step "Pictures, if the store is lost" lost_pictures
    step "What there is" compose run --rm -T prepare region pictures
    return
  fi
  local moment=${1:-} line=${2:-}
  # Before anything stops: a slip of the pen shall not close the platform.
  case $moment in
    "" | [0-9]*:[0-9][0-9]*[+-][0-9][0-9] | [0-9]*:[0-9][0-9]*[+-][0-9][0-9]:[0-9][0-9]) ;;
    *) sed -n '2,9s/^# *//p' restore.sh >&2; echo "$moment: name the time with its zone, like 2026-11-27 14:00:00+01." >&2; exit 2 ;;
  esac
  case $line in *[!0-9]*) echo "$line: a time line is a number." >&2; exit 2 ;; esac
  if [ -z "$sure" ]; then
    echo "Everything that was written after ${moment:-the end of the log} will not be there. The platform stands still meanwhile."
    read -r -p "Type restore: " sure
    [ "$sure" = restore ] || { echo "Nothing was changed."; exit 1; }
  fi
  step "Stop" compose stop web-a web-b worker beat backup db
  step "Data folder" compose run --rm -T --no-deps backup restore ${moment:+"$moment"} ${line:+"$line"}
  step "Database" compose up -d --no-deps db
  step "… has replayed its log" writable db
  # The cache knows pages and the queue knows tasks of a time that never was; sweeps find what is to be done.
  step "An empty cache and queue" compose up -d --no-deps --force-recreate queue
  step "Logins and rights" ./up.sh
  # From here on people are back, and a restore to a moment would take from them what they do.
  not_again="The database is back and the platform serves. Do not restore it again; of what is open: "
  step "Pictures, if the store is lost" lost_pictures
  step "Pictures that were deleted since" pictures
  step "What there is" compose run --rm -T prepare inventory
  step "A backup of the new time line" compose exec -T backup kreislauf-pgbackrest now full
}

not_again=""
end() {
  [ -z "$not_again" ] || [ "$1" = 0 ] || echo "$not_again$0 --pictures; docker compose exec backup kreislauf-pgbackrest now full" >&2
}
trap 'end $?' EXIT

# Out of their own backup, and only then: into a store that has lost nothing it would bring back what people have deleted.
lost_pictures() {
  local state=0
  compose run --rm -T --no-deps pictures-backup lost || state=$?
  if [ "$state" = 0 ]; then
    compose stop store pictures-backup && compose run --rm -T --no-deps pictures-backup restore || return
  elif [ "$state" != 10 ]; then
    return "$state"
  fi
  compose up -d --no-deps store pictures-backup # also where a run before was cut off
}

# Pictures that a visitor misses are no reason to keep the platform closed: their names are printed.
pictures() { compose run --rm -T prepare region pictures --undelete || true; }

main "$@"
