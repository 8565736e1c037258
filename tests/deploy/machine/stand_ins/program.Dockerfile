# Stands in for the image of one Go program (Caddy, versitygw), built from its module.
ARG BASE
FROM ${BASE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends busybox ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && ln -s /usr/bin/busybox /usr/local/bin/wget
ENV XDG_DATA_HOME=/data XDG_CONFIG_HOME=/config
ARG PROGRAM
COPY ${PROGRAM} /usr/local/bin/${PROGRAM}
