{{/* Security context of a pod that runs as one fixed user. Call with the user id. */}}
{{- define "taskboard.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "taskboard.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Spread over zones, then nodes, counting each revision apart so that a roll-out ends balanced. Call with (list . "api"). */}}
{{- define "taskboard.topologySpread" -}}
{{- $when := (index . 0).Values.topologySpread -}}
{{- $labels := include "taskboard.selectorLabels" . -}}
- topologyKey: topology.kubernetes.io/zone
  maxSkew: 1
  whenUnsatisfiable: {{ $when }}
  matchLabelKeys: [pod-template-hash]
  labelSelector:
    matchLabels:
      {{- $labels | nindent 6 }}
- topologyKey: kubernetes.io/hostname
  maxSkew: 1
  whenUnsatisfiable: ScheduleAnyway
  matchLabelKeys: [pod-template-hash]
  labelSelector:
    matchLabels:
      {{- $labels | nindent 6 }}
{{- end }}

{{/* Keeps serving until load balancers have taken the pod out. Kubernetes itself sleeps: the API's image has no shell. */}}
{{- define "taskboard.lifecycle" -}}
preStop:
  sleep:
    seconds: {{ .Values.drainSeconds }}
{{- end }}

{{/* The container of a job that runs psql. Call with (dict "root" . "name" "migrate" "script" "migrate.sh" "env" list). */}}
{{- define "taskboard.psqlContainer" -}}
name: {{ .name }}
image: {{ include "taskboard.image" (list .root .root.Values.images.postgresql) }}
imagePullPolicy: IfNotPresent
command: [sh, /migrations/{{ .script }}]
env:
  - name: HOME
    value: /tmp
  - name: PGCONNECT_TIMEOUT
    value: "5"
  {{- range $name, $value := .env }}
  - name: {{ $name }}
    value: {{ $value | quote }}
  {{- end }}
securityContext:
  {{- include "taskboard.containerSecurityContext" . | nindent 2 }}
resources:
  {{- toYaml .root.Values.jobs.resources | nindent 2 }}
volumeMounts:
  - name: migrations
    mountPath: /migrations
    readOnly: true
  - name: database
    mountPath: /run/secrets/database
    readOnly: true
  - name: tmp
    mountPath: /tmp
{{- end }}

{{/* Volumes of a pod that talks to the database. Call with (dict "root" . "keys" (list "url")). */}}
{{- define "taskboard.databaseVolumes" -}}
- name: migrations
  configMap:
    name: {{ include "taskboard.fullname" .root }}-migrations
- name: database
  secret:
    secretName: {{ include "taskboard.databaseSecret" .root }}
    defaultMode: 0440
    items:
      {{- range .keys }}
      - key: {{ . }}
        path: {{ . }}
      {{- end }}
- name: tmp
  emptyDir:
    sizeLimit: 16Mi
{{- end }}
