#!/usr/bin/env bash
# Take out of the virtual environment $1 what a server never reads.
set -euo pipefail
site=$(echo "$1"/lib/python3.*/site-packages)

find "$site" -name '*.so*' -type f -exec strip --strip-unneeded {} +
# Types of Stripe's parameters, which only type checkers import; all services of Amazon's but the store.
rm -rf "$site/stripe/params"
find "$site/botocore/data" -mindepth 1 -maxdepth 1 -type d ! -name s3 ! -name sts -exec rm -r {} +
# Other languages, sources of translations and of compiled modules, tests, Django's geography.
find "$site" -path '*/locale/*' -type d -name LC_MESSAGES ! -path '*/locale/de/*' ! -path '*/locale/en/*' -prune -exec rm -r {} +
find "$site" -type f \( -name '*.po' -o -name '*.c' -o -name '*.h' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.pyi' -o -name '*.map' \) -delete
find "$site" -mindepth 2 -type d \( -name tests -o -name test \) ! -path '*/django/*' -prune -exec rm -r {} +
rm -rf "$site/django/contrib/admin/static" "$site/django/contrib/gis" "$site/rest_framework/static" "$site/rest_framework/docs"
find "$site" -path '*.dist-info/*' -name RECORD -delete
find "$site" -path '*.dist-info/sboms/*' -delete
# Modules of packages that none of ours imports: objects of XML, differences of HTML, numbers of network cards and phones' cards.
rm -rf "$site"/lxml/objectify*.so "$site"/lxml/html/{_difflib,diff}*.so "$site"/stdnum/{oui,imsi}.dat "$site"/stdnum/cn/loc.dat
rm -rf "$1"/bin/activate* "$1"/bin/Activate* "$1/include" "$1/share"
