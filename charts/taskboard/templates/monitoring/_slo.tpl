{{/* Selector of the route's requests as the gateway's Envoy counts them: one cluster for each rule of the HTTPRoute. */}}
{{- define "taskboard.routeSelector" -}}
envoy_cluster_name=~"httproute/{{ .Release.Namespace }}/{{ include "taskboard.fullname" . }}/rule/.*"
{{- end }}

{{/* Fraction of requests in a window that broke the objective. Call with (dict "root" . "objective" "availability" "window" "5m"). */}}
{{- define "taskboard.badRatio" -}}
{{- $route := include "taskboard.routeSelector" .root -}}
{{- if eq .objective "availability" -}}
(sum(rate(envoy_cluster_upstream_rq_xx{ {{- $route }},envoy_response_code_class="5"}[{{ .window }}])) or vector(0))
/ sum(rate(envoy_cluster_upstream_rq_xx{ {{- $route -}} }[{{ .window }}]))
{{- else -}}
1 - sum(rate(envoy_cluster_upstream_rq_time_bucket{ {{- $route }},le="{{ .root.Values.slo.latencyThresholdMilliseconds }}"}[{{ .window }}]))
/ sum(rate(envoy_cluster_upstream_rq_time_count{ {{- $route -}} }[{{ .window }}]))
{{- end -}}
{{- end }}

{{/* Metric that a recording rule gives to the ratio. Call with ("availability", "5m") as a list. */}}
{{- define "taskboard.badRatioName" -}}
route:taskboard_{{ index . 0 }}_errors:ratio_rate{{ index . 1 }}
{{- end }}
