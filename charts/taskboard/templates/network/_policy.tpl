{{/* Head of a NetworkPolicy for one component's pods. Call with (list . "api"). */}}
{{- define "taskboard.networkPolicyHead" -}}
{{- $root := index . 0 -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "taskboard.fullname" $root }}-{{ index . 1 }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "taskboard.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "taskboard.selectorLabels" . | nindent 6 }}
{{- end }}

{{/* A peer: pods of one component of this release. Call with (list . "api"). */}}
{{- define "taskboard.peer" -}}
podSelector:
  matchLabels:
    {{- include "taskboard.selectorLabels" . | nindent 4 }}
{{- end }}

{{/* Egress to the database: the chart's own, or one outside the cluster. */}}
{{- define "taskboard.egressToDatabase" -}}
{{- if include "taskboard.ownDatabase" . -}}
- to:
    - {{ include "taskboard.peer" (list . "postgresql") | nindent 6 | trim }}
  ports:
    - { protocol: TCP, port: 5432 }
{{- else -}}
- to:
    {{- range .Values.database.networks }}
    - ipBlock:
        cidr: {{ . }}
    {{- end }}
  ports:
    - { protocol: TCP, port: {{ .Values.database.port }} }
{{- end }}
{{- end }}
