{{- /* Names of the settings that are secrets of a component, as a YAML list: only worker and migrations get the owner's. */}}
{{- define "kreislauf.secretNames" -}}
{{- $v := .root.Values -}}
{{- $names := list "SECRET_KEY" "DATABASE_URL" "REDIS_URL" "EMAIL_URL" -}}
{{- if $v.redis.separateBroker }}{{ $names = append $names "BROKER_URL" }}{{ end -}}
{{- if $v.database.replica.enabled }}{{ $names = append $names "DATABASE_REPLICA_URL" }}{{ end -}}
{{- if $v.strictIsolation.enabled }}{{ $names = append $names "KREISLAUF_REGION_PASSWORD_KEY" }}{{ end -}}
{{- if $v.objectStore.endpoint }}{{ $names = concat $names (list "S3_KEY" "S3_SECRET") }}{{ end -}}
{{- if $v.payments.stripe }}{{ $names = concat $names (list "STRIPE_SECRET_KEY" "STRIPE_WEBHOOK_SECRETS") }}{{ end -}}
{{- if $v.sentry.enabled }}{{ $names = append $names "SENTRY_DSN" }}{{ end -}}
{{- if $v.bigBlueButton.url }}{{ $names = append $names "KREISLAUF_BIGBLUEBUTTON_SECRET" }}{{ end -}}
{{- if $v.dkim.selector }}{{ $names = append $names "DKIM_KEY" }}{{ end -}}
{{- $names = concat $names (keys $v.secretRefs | sortAlpha) | uniq -}}
{{- $names = without $names "DATABASE_OWNER_URL" -}}
{{- if has .component (list "worker" "prepare") }}{{ $names = append $names "DATABASE_OWNER_URL" }}{{ end -}}
{{ toYaml $names }}
{{- end }}

{{- /* The secrets as files: one projected volume, a source for each key. */}}
{{- define "kreislauf.secretsVolume" -}}
{{- $root := .root -}}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      {{- range include "kreislauf.secretNames" . | fromYamlArray }}
      {{- $ref := default (dict) (get $root.Values.secretRefs .) }}
      - secret:
          name: {{ default $root.Values.existingSecret $ref.name }}
          items: [{key: {{ default . $ref.key }}, path: {{ . }}}]
      {{- end }}
{{- end }}

{{- define "kreislauf.anyAddress" -}}
{{- if has "IPv6" .Values.service.ipFamilies }}[::]{{ else }}0.0.0.0{{ end }}
{{- end }}

{{- /* The settings that are no secrets, by name: (dict "root" $ "component" "web"). */}}
{{- define "kreislauf.settings" -}}
{{- $v := .root.Values -}}
{{- $s := dict
  "KREISLAUF_ENV" "production"
  "PLATFORM_HOST" $v.platform.host
  "PLATFORM_NAME" $v.platform.name
  "OPERATOR_HOST" $v.platform.operatorHost
  "OPERATOR_EMAIL" $v.platform.operatorEmail
  "PLATFORM_SENDER" $v.platform.sender
  "KREISLAUF_EDGE_HOST" $v.platform.edgeHost
  "KREISLAUF_DNS" $v.platform.dns
  "CLIENT_ADDRESS_HEADER" $v.clientAddress.header
  "TRUSTED_PROXIES" (join "," $v.clientAddress.trustedProxies)
  "S3_ENDPOINT" $v.objectStore.endpoint
  "S3_BUCKET" (ternary $v.objectStore.bucket "" (ne $v.objectStore.endpoint ""))
  "S3_REGION" $v.objectStore.region
  "PGSSLMODE" $v.database.sslMode
  "KREISLAUF_CITUS" (ternary "1" "" $v.database.citus)
  "KREISLAUF_STRICT_ISOLATION" (ternary "1" "" $v.strictIsolation.enabled)
  "KREISLAUF_STRICT_CONNECTIONS" (ternary ($v.strictIsolation.connections | toString) "" $v.strictIsolation.enabled)
  "KREISLAUF_BIGBLUEBUTTON_URL" $v.bigBlueButton.url
  "DKIM_SELECTOR" $v.dkim.selector
  "KREISLAUF_RUNBOOKS_URL" (ternary $v.metrics.runbooksUrl "" (eq .component "web"))
  "OTEL_EXPORTER_OTLP_ENDPOINT" $v.tracing.endpoint
  "OTEL_SERVICE_NAME" (ternary (printf "kreislauf-%s" .component) "" (ne $v.tracing.endpoint ""))
  "GRANIAN_BLOCKING_THREADS" (ternary ($v.web.threads | toString) "" (eq .component "web"))
  "WORKER_PROCESSES" (ternary ($v.worker.concurrency | toString) "" (eq .component "worker"))
  "BIND" (ternary (printf "%s:8000" (include "kreislauf.anyAddress" .root)) "" (eq .component "web"))
-}}
{{- if $v.caBundle.existingConfigMap -}}
{{- range list "SSL_CERT_FILE" "REQUESTS_CA_BUNDLE" "AWS_CA_BUNDLE" "PGSSLROOTCERT" }}{{ $_ := set $s . "/etc/kreislauf/ca/ca.crt" }}{{ end -}}
{{- end -}}
{{ toYaml (merge (dict) $v.settings $s) }}
{{- end }}

{{- define "kreislauf.env" -}}
# The image listens for Prometheus unless an empty address says otherwise.
- name: METRICS_BIND
  value: {{ if and .root.Values.metrics.enabled (ne .component "prepare") -}}
    {{ printf "%s:%v" (include "kreislauf.anyAddress" .root) .root.Values.metrics.port | quote }}
  {{- else }}""{{ end }}
{{- range $name, $value := include "kreislauf.settings" . | fromYaml }}
{{- if ne (toString $value) "" }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range include "kreislauf.secretNames" . | fromYamlArray }}
- name: {{ . }}_FILE
  value: /run/secrets/kreislauf/{{ . }}
{{- end }}
{{- with .root.Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}
