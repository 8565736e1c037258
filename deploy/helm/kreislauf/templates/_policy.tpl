{{- /* A NetworkPolicy's spec: (dict "root" $ "component" "web" "ingress" "…" "egress" (list "dns" …)). */}}
{{- define "kreislauf.policy" -}}
{{- $policy := .root.Values.networkPolicy -}}
podSelector:
  matchLabels:
    {{- include "kreislauf.selector" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
policyTypes: [Ingress, Egress]
{{- $ingress := list }}
{{- if eq .component "web" }}
{{- $web := dict "ports" (list (dict "port" "http" "protocol" "TCP")) }}
{{- if $policy.webFrom }}
{{- $test := dict "podSelector" (dict "matchLabels" (dict "app.kubernetes.io/instance" .root.Release.Name "app.kubernetes.io/component" "test")) }}
{{- $_ := set $web "from" (append $policy.webFrom $test) }}
{{- end }}
{{- $ingress = append $ingress $web }}
{{- end }}
{{- if and .root.Values.metrics.enabled $policy.metricsFrom (has .component (list "web" "worker" "beat")) }}
{{- $ingress = append $ingress (dict "ports" (list (dict "port" "metrics" "protocol" "TCP")) "from" $policy.metricsFrom) }}
{{- end }}
ingress: {{ if not $ingress }}[]{{ else }}
  {{- toYaml $ingress | nindent 2 }}
{{- end }}
egress:
  {{- range .egress }}
  {{- $where := get $policy.egress . }}
  - ports:
      {{- range $where.ports }}
      - {port: {{ . }}, protocol: TCP}
      {{- end }}
      {{- if eq . "dns" }}
      {{- range $where.ports }}
      - {port: {{ . }}, protocol: UDP}
      {{- end }}
      {{- end }}
    {{- with $where.to }}
    to:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  {{- end }}
  {{- if .root.Values.tracing.endpoint }}
  - ports:
      {{- range $policy.egress.tracing.ports }}
      - {port: {{ . }}, protocol: TCP}
      {{- end }}
    {{- with $policy.egress.tracing.to }}
    to:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  {{- end }}
  {{- with $policy.extraEgress }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
