{{/* The release's name is the prefix of every object, so that two releases fit in one namespace and names can be told in advance. */}}
{{- define "taskboard.fullname" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{/* Labels that select a component's pods. Call with (list . "api"). */}}
{{- define "taskboard.selectorLabels" -}}
app.kubernetes.io/name: {{ (index . 0).Chart.Name }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* Labels of an object. Call with (list . "api"). */}}
{{- define "taskboard.labels" -}}
{{ include "taskboard.selectorLabels" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/part-of: {{ (index . 0).Chart.Name }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version | replace "+" "_" }}
{{- end }}

{{/* An image by digest, from the mirror where there is one. Call with (list . .Values.images.api). */}}
{{- define "taskboard.image" -}}
{{- $registry := (index . 0).Values.platform.imageRegistry | default (index . 1).registry | trimSuffix "/" -}}
{{- printf "%s/%s:%s@%s" $registry (index . 1).repository (index . 1).tag (index . 1).digest -}}
{{- end }}

{{/* Not empty where the chart runs PostgreSQL itself. */}}
{{- define "taskboard.ownDatabase" -}}
{{- if and .Values.postgresql.enabled (not .Values.platform.database.external) }}true{{ end -}}
{{- end }}

{{/* Name of the Secret with the database's credentials. */}}
{{- define "taskboard.databaseSecret" -}}
{{- .Values.platform.database.secret | default (printf "%s-database" (include "taskboard.fullname" .)) -}}
{{- end }}

{{/* The newest migration: the version that the API waits for. */}}
{{- define "taskboard.schemaVersion" -}}
{{- range $path, $_ := .Files.Glob "files/database/migrations/*.sql" -}}
{{- $path | base | trimSuffix ".sql" | printf "%s\n" -}}
{{- end -}}
{{- end }}
