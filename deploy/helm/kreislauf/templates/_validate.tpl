{{- /* What the schema cannot say: all objections in one list, each a sentence. */}}
{{- define "kreislauf.validate" -}}
{{- $v := .Values -}}
{{- $no := list -}}
{{- if not $v.platform.host }}
{{- $no = append $no "platform.host is empty: name the platform's host, such as regionen.example; regions stand below it." }}
{{- end }}
{{- if not $v.existingSecret }}
{{- $no = append $no "existingSecret is empty: name the secret with SECRET_KEY, DATABASE_URL, DATABASE_OWNER_URL, REDIS_URL and EMAIL_URL." }}
{{- end }}
{{- if not $v.clientAddress.header }}
{{- $no = append $no "clientAddress.header is empty: name the header in which your proxy writes the visitor's address, or none." }}
{{- end }}
{{- if and (not $v.objectStore.endpoint) (not $v.persistence.enabled) }}
{{- $no = append $no "Pictures have no place: set objectStore.endpoint, or persistence.enabled." }}
{{- end }}
{{- if and $v.ingress.enabled $v.gateway.enabled }}
{{- $no = append $no "ingress.enabled and gateway.enabled are both true: choose one." }}
{{- end }}
{{- if and $v.gateway.enabled (not $v.gateway.parentRefs) }}
{{- $no = append $no "gateway.parentRefs is empty: name the Gateway that takes the route." }}
{{- end }}
{{- if and $v.ingress.enabled (not $v.ingress.tlsSecretName) (not $v.certificate.enabled) }}
{{- $no = append $no "The Ingress has no certificate: set ingress.tlsSecretName, or certificate.enabled. Cookies need HTTPS." }}
{{- end }}
{{- if and $v.gateway.listenerSet.enabled (not $v.gateway.listenerSet.tlsSecretName) (not $v.certificate.enabled) }}
{{- $no = append $no "The ListenerSet has no certificate: set gateway.listenerSet.tlsSecretName, or certificate.enabled." }}
{{- end }}
{{- if and $v.certificate.enabled (not $v.certificate.issuerRef.name) }}
{{- $no = append $no "certificate.issuerRef.name is empty: name cert-manager's issuer." }}
{{- end }}
{{- if and $v.ownHosts (not (or $v.ingress.enabled $v.gateway.enabled)) }}
{{- $no = append $no "ownHosts leads nowhere: switch ingress.enabled or gateway.enabled on." }}
{{- end }}
{{- range $v.ownHosts }}
{{- if or (eq .host $v.platform.host) (hasSuffix (printf ".%s" $v.platform.host) .host) }}
{{- $no = append $no (printf "ownHosts: %s is one of the platform's own hosts already." .host) }}
{{- end }}
{{- if and (not .tlsSecretName) (not $v.certificate.enabled) }}
{{- $no = append $no (printf "ownHosts: %s has no certificate: set its tlsSecretName, or certificate.enabled." .host) }}
{{- end }}
{{- end }}
{{- $certificates := dict }}
{{- range $v.ownHosts }}
{{- $name := .host | replace "." "-" | trunc 40 | trimSuffix "-" }}
{{- if hasKey $certificates $name }}
{{- $no = append $no (printf "ownHosts: %s and %s would share the names of one certificate, %s." (get $certificates $name) .host $name) }}
{{- end }}
{{- $_ := set $certificates $name .host }}
{{- end }}
{{- if and $v.metrics.enabled (gt (len (include "kreislauf.fullname" .)) 48) }}
{{- $no = append $no "The release's name is too long for the services of its metrics: set fullnameOverride to 48 characters at most." }}
{{- end }}
{{- if lt (int $v.web.terminationGracePeriodSeconds) (add (int $v.web.preStopSeconds) 30 | int) }}
{{- $no = append $no "web.terminationGracePeriodSeconds must be 30 more than web.preStopSeconds: so long may a request take." }}
{{- end }}
{{- if and $v.worker.autoscaling.enabled (not $v.metrics.enabled) }}
{{- $no = append $no "worker.autoscaling needs the length of the queue: set metrics.enabled." }}
{{- end }}
{{- range $what := list "serviceMonitor" "prometheusRule" "dashboard" }}
{{- if and (get $v.metrics $what).enabled (not $v.metrics.enabled) }}
{{- $no = append $no (printf "metrics.%s.enabled needs metrics.enabled." $what) }}
{{- end }}
{{- end }}
{{- range $name := list "web" "worker" }}
{{- $scaling := (get $v $name).autoscaling }}
{{- if and $scaling.enabled (gt (int $scaling.minReplicas) (int $scaling.maxReplicas)) }}
{{- $no = append $no (printf "%s.autoscaling.minReplicas is greater than maxReplicas." $name) }}
{{- end }}
{{- end }}
{{- if and (has $v.database.sslMode (list "verify-ca" "verify-full")) (not $v.caBundle.existingConfigMap) }}
{{- $no = append $no "database.sslMode verifies the server's certificate, but caBundle.existingConfigMap names no authority." }}
{{- end }}
{{- if and $v.persistence.enabled (not $v.persistence.existingClaim) (not (has "ReadWriteMany" $v.persistence.accessModes)) (not (has "ReadWriteOnce" $v.persistence.accessModes)) }}
{{- $no = append $no "persistence.accessModes must be ReadWriteMany, or ReadWriteOnce on a cluster of one node." }}
{{- end }}
{{- if $v.networkPolicy.enabled }}
{{- range $value, $reach := dict "objectStore.endpoint" "https" "tracing.endpoint" "tracing" "bigBlueButton.url" "https" }}
{{- $words := splitList "." $value }}
{{- $url := urlParse (get (get $v (first $words)) (last $words)) }}
{{- $port := regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (ternary "80" "443" (eq $url.scheme "http")) | int }}
{{- $ports := list }}{{ range (get $v.networkPolicy.egress $reach).ports }}{{ $ports = append $ports (int .) }}{{ end }}
{{- if and $url.host (not (has $port $ports)) }}
{{- $no = append $no (printf "networkPolicy.egress.%s.ports lacks %d, the port of %s." $reach $port $value) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $v.extraEnv }}
{{- if and .value (or (hasKey (dict "SECRET_KEY" 1 "DATABASE_URL" 1 "DATABASE_OWNER_URL" 1 "REDIS_URL" 1 "BROKER_URL" 1 "EMAIL_URL" 1) .name) (regexMatch "_(SECRET|KEY|PASSWORD|DSN)S?$" .name)) }}
{{- $no = append $no (printf "extraEnv: %s is a secret; name it in secretRefs instead." .name) }}
{{- end }}
{{- end }}
{{- if $no }}
{{- fail (printf "\n\nThe values of this chart cannot be installed:\n- %s\n" (join "\n- " $no)) }}
{{- end }}
{{- end }}
