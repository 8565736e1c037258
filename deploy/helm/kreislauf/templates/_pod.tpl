{{- /* A component's pod template: (dict "root" $ "component" "web" "values" .Values.web "command" (list "web") "more" "…"). */}}
{{- define "kreislauf.pod" -}}
{{- $v := .root.Values -}}
{{- $annotations := merge (dict) .values.podAnnotations $v.podAnnotations -}}
metadata:
  labels:
    {{- include "kreislauf.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
    {{- with merge (dict) .values.podLabels $v.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with $annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ $v.serviceAccount.name }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- include "kreislauf.pullSecrets" .root | nindent 2 }}
  securityContext:
    {{- toYaml $v.podSecurityContext | nindent 4 }}
  {{- with .restartPolicy }}
  restartPolicy: {{ . }}
  {{- end }}
  {{- with .values.terminationGracePeriodSeconds }}
  terminationGracePeriodSeconds: {{ . }}
  {{- end }}
  {{- include "kreislauf.placement" . | nindent 2 }}
  containers:
    - name: {{ .component }}
      image: {{ include "kreislauf.image" .root | quote }}
      imagePullPolicy: {{ $v.image.pullPolicy }}
      args: {{ toJson .args }}
      securityContext:
        {{- toYaml $v.containerSecurityContext | nindent 8 }}
      env:
        {{- include "kreislauf.env" . | nindent 8 }}
      {{- with .container }}
      {{- . | nindent 6 }}
      {{- end }}
      resources:
        {{- toYaml .values.resources | nindent 8 }}
      volumeMounts:
        - {name: secrets, mountPath: /run/secrets/kreislauf, readOnly: true}
        - {name: tmp, mountPath: /tmp}
        - {name: home, mountPath: /var/lib/kreislauf}
        {{- if $v.caBundle.existingConfigMap }}
        - {name: ca, mountPath: /etc/kreislauf/ca, readOnly: true}
        {{- end }}
        {{- with $v.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    {{- include "kreislauf.volumes" . | nindent 4 }}
{{- end }}

{{- define "kreislauf.volumes" -}}
{{- $v := .root.Values -}}
{{ include "kreislauf.secretsVolume" . }}
- name: tmp
  emptyDir: {sizeLimit: {{ $v.scratch.tmpSize }}{{ with $v.scratch.medium }}, medium: {{ . }}{{ end }}}
- name: home
  {{- if and $v.persistence.enabled (ne .component "beat") (or (ne .component "prepare") $v.persistence.existingClaim) }}
  persistentVolumeClaim:
    claimName: {{ default (printf "%s-pictures" (include "kreislauf.fullname" .root)) $v.persistence.existingClaim }}
  {{- else }}
  emptyDir: {sizeLimit: {{ $v.scratch.homeSize }}}
  {{- end }}
{{- if $v.caBundle.existingConfigMap }}
- name: ca
  configMap:
    name: {{ $v.caBundle.existingConfigMap }}
    items: [{key: {{ $v.caBundle.key }}, path: ca.crt}]
{{- end }}
{{- with $v.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* Where pods run: a component's own words count, else those for all. */}}
{{- define "kreislauf.placement" -}}
{{- $v := .root.Values -}}
{{- with default $v.priorityClassName .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with default $v.nodeSelector .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with default $v.tolerations .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with default $v.affinity .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if hasKey .values "topologySpreadConstraints" }}
topologySpreadConstraints:
  {{- if .values.topologySpreadConstraints }}
  {{- toYaml .values.topologySpreadConstraints | nindent 2 }}
  {{- else }}
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- include "kreislauf.selector" $.root | nindent 8 }}
        app.kubernetes.io/component: {{ $.component }}
  {{- end }}
  {{- end }}
{{- end }}
{{- end }}

{{- /* Worker and beat touch a file while they live. */}}
{{- define "kreislauf.aliveProbes" -}}
{{- $exec := dict "command" (list "sh" "-c" "find /tmp/kreislauf-alive -mmin -2 | grep -q .") -}}
startupProbe:
  exec:
    {{- toYaml $exec | nindent 4 }}
  periodSeconds: 5
  failureThreshold: 36
  timeoutSeconds: 5
livenessProbe:
  exec:
    {{- toYaml $exec | nindent 4 }}
  periodSeconds: 30
  failureThreshold: 2
  timeoutSeconds: 5
{{- end }}

{{- define "kreislauf.metricsPort" -}}
{{- if .Values.metrics.enabled }}
- {name: metrics, containerPort: {{ .Values.metrics.port }}}
{{- end }}
{{- end }}

{{- /* Of a Deployment; what the values say of rolling updates concerns no other type. */}}
{{- define "kreislauf.strategy" -}}
{{- ternary . (omit . "rollingUpdate") (eq .type "RollingUpdate") | toYaml }}
{{- end }}
