# Stands in for the official image of PostgreSQL: Debian's own, with as much of its start as compose.yaml uses.
ARG BASE
FROM ${BASE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql pgbackrest restic \
 && rm -rf /var/lib/apt/lists/* /var/lib/postgresql/*/main \
 && mkdir -p /var/lib/postgresql/data /var/run/postgresql \
 && chown -R postgres:postgres /var/lib/postgresql /var/run/postgresql
ENV PGDATA=/var/lib/postgresql/data
COPY postgres-start.sh /usr/local/bin/start
USER postgres
STOPSIGNAL SIGINT
ENTRYPOINT ["start"]
CMD ["postgres"]
