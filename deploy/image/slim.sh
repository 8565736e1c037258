#!/usr/bin/env bash
# Take out of the virtual environment $1 what a server never reads.
set -euo pipefail
site=$(echo "$1"/lib/python3.*/site-packages)

find "$site" -name '*.so*' -type f -exec strip --strip-unneeded {} +
# Types of Stripe's parameters, which only type checkers import, and Stripe's other products; all services of Amazon's but the store.
rm -rf "$site/stripe"/{params,apps,billing,billing_portal,climate,entitlements,events,financial_connections,forwarding,identity} \
  "$site/stripe"/{issuing,product_catalog,radar,reporting,reserve,sigma,tax,terminal,test_helpers,three_d_secure,treasury} \
  "$site/stripe/v2"/{billing,commerce,money_management,test_helpers}
find "$site/botocore/data" "$site/boto3/data" -mindepth 1 -maxdepth 1 -type d ! -name s3 ! -name sts -exec rm -r {} +
find "$site/django/conf/locale" -mindepth 1 -maxdepth 1 -type d ! -name 'de*' ! -name 'en*' -exec rm -r {} +
# Other languages, sources of translations and of compiled modules, tests, Django's geography and its pages of administration.
find "$site" -path '*/locale/*' -type d -name LC_MESSAGES ! -path '*/locale/de/*' ! -path '*/locale/en/*' -prune -exec rm -r {} +
find "$site" -type f \( -name '*.po' -o -name '*.c' -o -name '*.h' -o -name '*.pyx' -o -name '*.px[di]' -o -name '*.pyi' -o -name '*.map' \) -delete
find "$site" -mindepth 2 -type d \( -name tests -o -name test \) ! -path '*/django/*' -prune -exec rm -r {} +
rm -rf "$site/django/contrib"/{flatpages,gis,redirects} "$site/django/contrib"/admin{,docs}/{static,templates} "$site/django/db/backends"/{mysql,oracle} \
  "$site/rest_framework/static" "$site/rest_framework/docs" "$site/jsonschema/benchmarks"
# Of a package's description its lines, without the page below them.
find "$site" -path '*.dist-info/METADATA' -exec sed -i '/^$/q' {} \;
find "$site" -path '*.dist-info/*' -name RECORD -delete
find "$site" -path '*.dist-info/sboms/*' -delete
# Of what packages bring, the parts that none of ours imports: objects of XML, differences of HTML, text in pictures (with the
# libraries that only it needs), making of fonts, widths of terminals in C, invoices of other kinds, numbers of network cards.
rm -rf "$site"/lxml/{objectify*.so,html/{_difflib,diff}*.so,isoschematron,includes} "$site"/stdnum/{oui,imsi}.dat "$site"/stdnum/{at,cn,eu,nz}/*.dat \
  "$site"/PIL/_imaging{ft,tk,morph}.*.so "$site"/pillow.libs/lib{freetype,harfbuzz,brotli}* "$site"/wcwidth/_wcwidth_c*.so \
  "$site"/fontTools/{cffLib,colorLib,cu2qu,designspaceLib,diff,feaLib,merge,mtiLib,otlLib,qu2cu,subset,svgLib,t1Lib,ufoLib,varLib,voltLib}
rm -rf "$site"/google/{api,cloud,gapic,geo,iam,logging,longrunning,shopping,type}
find "$site/drafthorse/schema" -type f ! -name '*EN16931*' -delete
# Packages that others ask for and ours never reach: sheets are checked by lxml, PDFs written by pikepdf.
rm -rf "$site"/{pypdf,xmlschema,elementpath} "$site"/{pypdf,xmlschema,elementpath}-*.dist-info "$site/sepaxml/schemas"
# One OpenSSL for Python and the database's library: Debian's, which gets its mendings.
for name in ssl crypto; do
  theirs=$(echo "$site"/psycopg_binary.libs/lib$name-*.so.3)
  ln -sf "$(ldconfig -p | sed -n "s/.*lib$name\.so\.3 .*=> //p" | head -n 1)" "$theirs"
done
"$1/bin/python" -c 'import psycopg; assert psycopg.pq.__impl__ == "binary", psycopg.pq.__impl__'
rm -rf "$1"/bin/activate* "$1"/bin/Activate* "$1/include" "$1/share"
