import { namespaces } from "../../namespaces";
import { critical, warning, type Recording, type RuleGroup } from "./rule";

/** Share of requests that may fail in 30 days. */
const ERROR_BUDGET = 0.001;

const WINDOWS = ["5m", "30m", "1h", "6h", "3d"] as const;
type Window = (typeof WINDOWS)[number];

/** Requests on the HTTPS listeners; the others only redirect or answer probes. */
const REQUESTS = `envoy_http_downstream_rq_xx{namespace="${namespaces.gateway.name}",envoy_http_conn_manager_prefix=~"https-.*"`;

function errorRatio(window: Window): string {
  return `gateway:request_errors:ratio_rate${window}`;
}

function recordErrorRatio(window: Window): Recording {
  const rate = (selector: string): string => `sum(rate(${REQUESTS}${selector}}[${window}]))`;
  return { record: errorRatio(window), expr: `${rate(',envoy_response_code_class="5"')} / ${rate("")}` };
}

/** Both windows burn: the long one says that it matters, the short one that it still goes on. */
function burns(factor: number, long: Window, short: Window): string {
  const limit = `${factor} * ${ERROR_BUDGET}`;
  return `${errorRatio(long)} > (${limit}) and ${errorRatio(short)} > (${limit})`;
}

const runbook =
  "Open the dashboard Gateway: it shows which name fails. Errors of one name come from its application; look at that Deployment's pods and last release. Errors of all names come from the proxies: look at namespace gateway.";

/** Burn rates of the SRE workbook (https://sre.google/workbook/alerting-on-slos/), chapter 5. */
export const gateway: RuleGroup = {
  name: "platform-gateway",
  rules: [
    ...WINDOWS.map(recordErrorRatio),
    critical("GatewayErrorBudgetBurnsFast", burns(14.4, "1h", "5m"), "2m", {
      summary: "The gateway's error budget of 30 days is gone in 2 days",
      description: "{{ $value | humanizePercentage }} of requests failed (5xx) within the last hour.",
      runbook,
    }),
    critical("GatewayErrorBudgetBurns", burns(6, "6h", "30m"), "15m", {
      summary: "The gateway's error budget of 30 days is gone in 5 days",
      description: "{{ $value | humanizePercentage }} of requests failed (5xx) within the last 6 hours.",
      runbook,
    }),
    warning("GatewayErrorBudgetBurnsSlowly", burns(1, "3d", "6h"), "1h", {
      summary: "The gateway's error budget of 30 days will be used up",
      description: "{{ $value | humanizePercentage }} of requests failed (5xx) within the last 3 days.",
      runbook,
    }),
    critical("GatewayDown", `absent(up{namespace="${namespaces.gateway.name}",container="envoy"} == 1)`, "5m", {
      summary: "No proxy of the gateway is running",
      description: "Nothing of the platform can be reached from outside.",
      runbook:
        "Run `kubectl describe gateway platform -n gateway`, then look at pods and events in namespaces gateway and envoy-gateway-system.",
    }),
  ],
};
