{{/*
One service that is not a pool: ConfigMap, Deployment, PodDisruptionBudget, Service.
Arguments: root, component, values (its part of the values), lines (its configuration), s3 (whether it reads the image
store), adminPort and ports (name to number; what the service listens on by itself), env (further environment, YAML text), preStopSeconds.
*/}}
{{- define "tryon.service" -}}
{{- $root := .root }}
{{- $name := printf "%s-%s" (include "tryon.name" .root) .component }}
{{- $who := dict "root" .root "component" .component }}
{{- $stop := .preStopSeconds | default 0 }}
{{- $config := printf "%s%s%s" (include "tryon.kafkaLines" .root) (ternary (include "tryon.s3Lines" .root) "" .s3) (include "tryon.lines" (merge (dict) .values.config .lines)) }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $name }}
  labels:
    {{- include "tryon.componentLabels" $who | nindent 4 }}
data:
  tryon.properties: |
    {{- $config | nindent 4 }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  labels:
    {{- include "tryon.componentLabels" $who | nindent 4 }}
spec:
  {{- if not (dig "autoscaling" "enabled" false .values) }}
  replicas: {{ .values.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  selector:
    matchLabels:
      {{- include "tryon.selector" $who | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "tryon.componentLabels" $who | nindent 8 }}
      annotations:
        checksum/config: {{ sha256sum $config }}
    spec:
      serviceAccountName: {{ $name }}
      automountServiceAccountToken: {{ .token | default false }}
      {{- with .root.Values.imagePullSecrets }}
      imagePullSecrets: {{ toYaml . | nindent 8 }}
      {{- end }}
      terminationGracePeriodSeconds: {{ add $stop 30 }}
      securityContext:
        {{- include "tryon.podSecurity" .root | nindent 8 }}
      containers:
        - name: {{ .component }}
          image: {{ include "tryon.image" (dict "root" .root "name" (.image | default .component)) }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: [{{ .component }}, --config, /etc/tryon/config/tryon.properties]
          env:
            {{- include "tryon.env" (dict "root" .root "s3" .s3) | nindent 12 }}
            {{- with .env }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- with .values.env }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          ports:
            - {name: admin, containerPort: {{ .adminPort }}}
            {{- range $port, $number := .ports }}
            - {name: {{ $port }}, containerPort: {{ $number }}}
            {{- end }}
          {{- if $stop }}
          # Endpoints learn that the pod leaves while it still answers.
          lifecycle: {preStop: {sleep: {seconds: {{ $stop }}}}}
          {{- end }}
          {{- include "tryon.probes" .root | nindent 10 }}
          securityContext:
            {{- include "tryon.containerSecurity" .root | nindent 12 }}
          resources:
            {{- toYaml .values.resources | nindent 12 }}
          volumeMounts:
            {{- include "tryon.mounts" .root | nindent 12 }}
      volumes:
        {{- include "tryon.volumes" (dict "root" .root "config" $name) | nindent 8 }}
      topologySpreadConstraints:
        {{- include "tryon.spread" $who | nindent 8 }}
      {{- with .values.nodeSelector }}
      nodeSelector: {{ toYaml . | nindent 8 }}
      {{- end }}
      {{- with .values.tolerations }}
      tolerations: {{ toYaml . | nindent 8 }}
      {{- end }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  labels:
    {{- include "tryon.componentLabels" $who | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "tryon.selector" $who | nindent 6 }}
{{- if .ports }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels:
    {{- include "tryon.componentLabels" $who | nindent 4 }}
spec:
  selector:
    {{- include "tryon.selector" $who | nindent 4 }}
  ports:
    {{- range $port, $number := .ports }}
    - {name: {{ $port }}, port: {{ $number }}, targetPort: {{ $port }}}
    {{- end }}
{{- end }}
{{- end }}

{{/* Arguments: root, component, values, port. */}}
{{- define "tryon.ingress" -}}
{{- $name := printf "%s-%s" (include "tryon.name" .root) .component }}
{{- with .values.ingress }}
{{- if .enabled }}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ $name }}
  labels:
    {{- include "tryon.componentLabels" (dict "root" $.root "component" $.component) | nindent 4 }}
  {{- with .annotations }}
  annotations: {{ toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- if .tlsSecret }}
  tls:
    - hosts: [{{ .host }}]
      secretName: {{ .tlsSecret }}
  {{- end }}
  rules:
    - host: {{ .host }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: {{ $name }}, port: {name: http}}}
{{- end }}
{{- end }}
{{- end }}
