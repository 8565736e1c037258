#!/usr/bin/env bash
# Build this checkout's image: build.sh NAME VERSION [arguments of docker build]. Its dates are the commit's.
set -euo pipefail
cd "$(dirname "$0")/../.."
name=$1 version=$2
shift 2
epoch=$(git log -1 --format=%ct 2>/dev/null || echo 0)

docker build "$@" --file deploy/image/Dockerfile --tag "$name" \
  --build-arg VERSION="$version" \
  --build-arg SOURCE_DATE_EPOCH="$epoch" \
  --build-arg CREATED="$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)" \
  --build-arg REVISION="$(git rev-parse HEAD 2>/dev/null || echo unknown)" \
  ${PYTHON_IMAGE:+--build-arg PYTHON_IMAGE="$PYTHON_IMAGE"} \
  .
