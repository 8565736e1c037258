#!/usr/bin/env bash
# Put our code, its static files and its fonts into the environment at $1: the same bytes and dates each time. $2 is the
# root file system below it, which lists its Debian packages and gets Python's modules compiled.
set -euo pipefail
site=$(echo "$1"/lib/python3.*/site-packages)

cp -a platform/kreislauf tenants billing marketplace "$site/"
rm -rf "$site/kreislauf"/{node_modules,.npmrc}
find "$site/kreislauf/locale" -name '*.po' -delete
mkdir -p "$site/kreislauf-$VERSION.dist-info"
printf 'Metadata-Version: 2.1\nName: kreislauf\nVersion: %s\nLicense: EUPL-1.2\n' "$VERSION" >"$site/kreislauf-$VERSION.dist-info/METADATA"
printf '#!/bin/sh\nexec %s/bin/python -m kreislauf "$@"\n' "$1" >"$1/bin/kreislauf"
chmod 755 "$1/bin/kreislauf"
cp /usr/bin/tini "$1/bin/tini"

# No server is asked: the settings only want the names of some.
export KREISLAUF_ENV=production SECRET_KEY=collectstatic DATABASE_URL=postgresql://x@127.0.0.1:1/x REDIS_URL=redis://127.0.0.1:1
export DJANGO_SETTINGS_MODULE=kreislauf.settings CLIENT_ADDRESS_HEADER=none PYTHONHASHSEED=0 NODE_MODULES=$PWD/platform/kreislauf/node_modules STATIC_ROOT=$1/static
"$1/bin/kreislauf" collectstatic --noinput --verbosity 0
find "$site"/{kreislauf,tenants,billing,marketplace} -type d -name static -prune -exec rm -r {} +

mkdir -p "$1/node_modules"
cp -a platform/kreislauf/node_modules/@expo-google-fonts "$1/node_modules/"
find "$1/node_modules" -type f ! -name '*.ttf' ! -name 'LICENSE*' ! -name package.json -delete
cp -a LICENSE "$1/"
python3 deploy/image/sbom.py "$site" platform/kreislauf/package-lock.json "$2/var/lib/dpkg/status" >"$1/sbom.cdx.json"

find "$1" -name __pycache__ -type d -prune -exec rm -r {} +
"$1/bin/python" deploy/image/compile_used.py "$2"
chmod -R go+rX "$1"
rm -f "$1/.lock"
find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
find "$2" -exec touch -h -d @0 {} +
