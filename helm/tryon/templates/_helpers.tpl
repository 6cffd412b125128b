{{/* Names, labels and everything that more than one object says. */}}

{{- define "tryon.name" -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "tryon.labels" -}}
app.kubernetes.io/name: tryon
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* Arguments: root, component; pool when there is one. */}}
{{- define "tryon.selector" -}}
app.kubernetes.io/name: tryon
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- with .pool }}
tryon.dev/pool: {{ . }}
{{- end }}
{{- end }}

{{/* All labels of an object that belongs to a component; arguments as above. */}}
{{- define "tryon.componentLabels" -}}
{{ include "tryon.labels" .root }}
app.kubernetes.io/component: {{ .component }}
{{- with .pool }}
tryon.dev/pool: {{ . }}
{{- end }}
{{- end }}

{{- define "tryon.image" -}}
{{- $image := .root.Values.image -}}
{{- with $image.registry }}{{ . }}/{{ end }}{{ $image.prefix }}-{{ .name }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* A pool with its defaults. */}}
{{- define "tryon.pool" -}}
{{ mergeOverwrite (deepCopy .root.Values.poolDefaults) .pool | toYaml }}
{{- end }}

{{- define "tryon.credentialsSecret" -}}
{{- if eq .Values.credentials.source "existing" }}
{{- required "credentials.existingSecret is empty: name the Secret that holds the keys, or set credentials.source to plain or external" .Values.credentials.existingSecret }}
{{- else -}}
{{ include "tryon.name" . }}-credentials
{{- end }}
{{- end }}

{{/* Which keys of that Secret something needs, as a list in YAML. */}}
{{- define "tryon.credentialKeys" -}}
{{- $keys := list }}
{{- if eq .Values.s3.credentials "secret" }}{{ $keys = concat $keys (list "s3-access-key" "s3-secret-key") }}{{ end }}
{{- if eq .Values.kafka.security "sasl" }}{{ $keys = append $keys "kafka-sasl-jaas-config" }}{{ end }}
{{- if .Values.approval.enabled }}{{ $keys = append $keys "database-password" }}{{ end }}
{{- if .Values.webhooks.enabled }}{{ range .Values.webhooks.tenants }}{{ $keys = append $keys (printf "webhooks-%s" .) }}{{ end }}{{ end }}
{{- toYaml $keys }}
{{- end }}

{{- define "tryon.secretEnv" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef:
      name: {{ include "tryon.credentialsSecret" .root }}
      key: {{ .key }}
{{- end }}

{{/* Environment of every container: what is secret. All else stands in the configuration file. */}}
{{- define "tryon.env" -}}
{{- $root := .root }}
{{- if and .s3 (eq .root.Values.s3.credentials "secret") }}
{{ include "tryon.secretEnv" (dict "root" $root "variable" "TRYON_S3_ACCESS_KEY" "key" "s3-access-key") }}
{{ include "tryon.secretEnv" (dict "root" $root "variable" "TRYON_S3_SECRET_KEY" "key" "s3-secret-key") }}
{{- end }}
{{- if eq .root.Values.kafka.security "sasl" }}
{{ include "tryon.secretEnv" (dict "root" $root "variable" "TRYON_KAFKA_SASL_JAAS_CONFIG" "key" "kafka-sasl-jaas-config") }}
{{- end }}
{{- end }}

{{/* Kafka's client properties by Kafka's own names, as YAML. */}}
{{- define "tryon.kafkaProperties" -}}
{{- $kafka := .Values.kafka }}
{{- $all := dict "bootstrap.servers" (required "kafka.bootstrapServers is empty: give the brokers as host:port,host:port" $kafka.bootstrapServers) }}
{{- $security := $kafka.security }}
{{- if eq $security "tls" }}{{ $_ := set $all "security.protocol" "SSL" }}{{ end }}
{{- if eq $security "mtls" }}
{{- $_ := set $all "security.protocol" "SSL" }}
{{- $_ := set $all "ssl.keystore.type" "PEM" }}
{{- $_ := set $all "ssl.keystore.location" (printf "/etc/tryon/kafka-client/%s" $kafka.tls.clientSecret.key) }}
{{- end }}
{{- if eq $security "sasl" }}
{{- $_ := set $all "security.protocol" (ternary "SASL_SSL" "SASL_PLAINTEXT" $kafka.sasl.tls) }}
{{- $_ := set $all "sasl.mechanism" $kafka.sasl.mechanism }}
{{- end }}
{{- if eq $security "mskIam" }}
{{- $_ := set $all "security.protocol" "SASL_SSL" }}
{{- $_ := set $all "sasl.mechanism" "AWS_MSK_IAM" }}
{{- $_ := set $all "sasl.jaas.config" "software.amazon.msk.auth.iam.IAMLoginModule required;" }}
{{- $_ := set $all "sasl.client.callback.handler.class" "software.amazon.msk.auth.iam.IAMClientCallbackHandler" }}
{{- end }}
{{- if $kafka.tls.caSecret.name }}
{{- $_ := set $all "ssl.truststore.type" "PEM" }}
{{- $_ := set $all "ssl.truststore.location" (printf "/etc/tryon/kafka-ca/%s" $kafka.tls.caSecret.key) }}
{{- end }}
{{- toYaml (merge (dict) $kafka.properties $all) }}
{{- end }}

{{/* Lines KEY=VALUE of a map, sorted by key. */}}
{{- define "tryon.lines" -}}
{{- range $key, $value := . }}
{{ $key }}={{ if kindIs "slice" $value }}{{ join "," $value }}{{ else if kindIs "float64" $value }}{{ if eq (floor $value) $value }}{{ int64 $value }}{{ else }}{{ $value }}{{ end }}{{ else }}{{ $value }}{{ end }}
{{- end }}
{{- end }}

{{- define "tryon.kafkaLines" -}}
{{- $lines := dict }}
{{- range $key, $value := include "tryon.kafkaProperties" . | fromYaml }}{{ $_ := set $lines (printf "tryon.kafka.%s" $key) $value }}{{ end }}
{{- include "tryon.lines" $lines }}
{{- end }}

{{- define "tryon.s3Lines" -}}
{{- $s3 := .Values.s3 }}
{{- $lines := dict "tryon.s3.region" $s3.region "tryon.s3.path-style" $s3.pathStyle }}
{{- with $s3.endpoint }}{{ $_ := set $lines "tryon.s3.endpoint" . }}{{ end }}
{{- range $tenant, $buckets := $s3.buckets }}{{ $_ := set $lines (printf "tryon.s3.buckets.\"%s\"" $tenant) $buckets }}{{ end }}
{{- include "tryon.lines" $lines }}
{{- end }}

{{- define "tryon.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "tryon.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "tryon.probes" -}}
startupProbe:
  httpGet: {path: /health/ready, port: admin}
  periodSeconds: 1
  failureThreshold: 300
readinessProbe:
  httpGet: {path: /health/ready, port: admin}
  periodSeconds: 5
livenessProbe:
  httpGet: {path: /health/live, port: admin}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
{{- end }}

{{/* Volumes that every pod has; arguments: root, config (the ConfigMap's name, where there is one). */}}
{{- define "tryon.volumes" -}}
{{- $tls := .root.Values.kafka.tls }}
{{- with .config }}
- name: config
  configMap: {name: {{ . }}}
{{- end }}
- name: tmp
  emptyDir: {}
{{- if $tls.caSecret.name }}
- name: kafka-ca
  secret: {secretName: {{ $tls.caSecret.name }}}
{{- end }}
{{- if eq .root.Values.kafka.security "mtls" }}
- name: kafka-client
  secret: {secretName: {{ required "kafka.tls.clientSecret.name is empty: mtls needs the Secret that holds the client's key and chain" $tls.clientSecret.name }}}
{{- end }}
{{- end }}

{{- define "tryon.mounts" -}}
- {name: config, mountPath: /etc/tryon/config, readOnly: true}
{{ include "tryon.scratchMounts" . }}
{{- end }}

{{- define "tryon.scratchMounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if .Values.kafka.tls.caSecret.name }}
- {name: kafka-ca, mountPath: /etc/tryon/kafka-ca, readOnly: true}
{{- end }}
{{- if eq .Values.kafka.security "mtls" }}
- {name: kafka-client, mountPath: /etc/tryon/kafka-client, readOnly: true}
{{- end }}
{{- end }}

{{- define "tryon.spread" -}}
{{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
- topologyKey: {{ $key }}
  maxSkew: 1
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "tryon.selector" $ | nindent 6 }}
{{- end }}
{{- end }}

{{/* Numbers of the brokers' ports, as a list in YAML. */}}
{{- define "tryon.kafkaPorts" -}}
{{- $ports := list }}
{{- range splitList "," .Values.kafka.bootstrapServers }}{{ $ports = append $ports (regexFind "[0-9]+$" . | int) }}{{ end }}
{{- toYaml (uniq $ports) }}
{{- end }}
