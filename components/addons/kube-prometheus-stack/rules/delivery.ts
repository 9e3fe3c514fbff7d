import { critical, warning, type RuleGroup } from "./rule";

export const delivery: RuleGroup = {
  name: "platform-delivery",
  rules: [
    warning("ArgoCdOutOfSync", 'argocd_app_info{sync_status="OutOfSync"} == 1', "30m", {
      summary: "Application {{ $labels.name }} is not what Git says",
      description: "It has been out of sync for 30 minutes, though sync is automatic.",
      runbook:
        "Open it in Argo CD: a failed hook or a refusal by an admission policy is in its conditions. A field that something else writes needs ignoreDifferences.",
    }),
    critical("ArgoCdUnhealthy", 'argocd_app_info{health_status=~"Degraded|Missing"} == 1', "15m", {
      summary: "Application {{ $labels.name }} is {{ $labels.health_status }}",
      description: "It has been so for 15 minutes.",
      runbook: "Open it in Argo CD and look at the object that is red: its events and the pods' logs say why.",
    }),
  ],
};
