/** An alert of a PrometheusRule, with what a person on call needs. */
export interface Alert {
  readonly alert: string;
  /** PromQL; the alert fires for each series of the result. */
  readonly expr: string;
  /** How long the condition must hold, as a Prometheus duration. */
  readonly for: string;
  readonly labels: { readonly severity: "critical" | "warning" };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook: string };
}

/** A series that Prometheus computes and keeps. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly (Alert | Recording)[];
}

/** What a person reads of an alert: what is wrong, for whom it matters, and what to do first. */
export interface Explanation {
  readonly summary: string;
  readonly description: string;
  readonly runbook: string;
}

/** An alert for now: somebody must act. */
export function critical(name: string, expr: string, duration: string, annotations: Explanation): Alert {
  return { alert: name, expr, for: duration, labels: { severity: "critical" }, annotations };
}

/** An alert for the next working day. */
export function warning(name: string, expr: string, duration: string, annotations: Explanation): Alert {
  return { alert: name, expr, for: duration, labels: { severity: "warning" }, annotations };
}
