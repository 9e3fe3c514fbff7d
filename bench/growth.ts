import * as kubernetes from "@pulumi/kubernetes";
import { planProgram, type Program } from "../engine";
import { runOnNoOpMonitor } from "./no-op-monitor";
import { median, repeat } from "./statistics";
import { formatTable } from "./table";

const COUNTS = [1000, 100, 10] as const;
const RUNS = 5;
/** Milliseconds that the engine may add to each resource. */
const LIMIT = 1;

/** How the cost of a plan grows with its resources, next to what the SDK itself costs. */
export async function growth(): Promise<string> {
  const rows: string[][] = [];
  // The largest first: it leaves all code compiled, so that the small ones measure the same code.
  for (const count of COUNTS) {
    const { plan, sdk } = await measure(namespaces(count));
    const perResource = [plan, sdk, plan - sdk].map((total) => `${(total / count).toFixed(2)} ms`);
    rows.unshift([String(count), `${plan.toFixed(0)} ms`, ...perResource, `${LIMIT.toFixed(2)} ms`]);
  }
  const header = ["extra namespaces", "plan", "per resource", "SDK alone", "engine's part", "limit"];
  return formatTable("Growth", header, rows);
}

/** Medians in milliseconds; the two take turns, so that whatever else the machine does meets both. */
async function measure(program: Program): Promise<{ readonly plan: number; readonly sdk: number }> {
  const request = { project: "kiban", stack: "bench" };
  const pairs = await repeat(RUNS, async () => ({
    sdk: await milliseconds(() => runOnNoOpMonitor(program, request)),
    plan: await milliseconds(() => planProgram({ ...request, program })),
  }));
  return { plan: median(pairs.map(({ plan }) => plan)), sdk: median(pairs.map(({ sdk }) => sdk)) };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Namespaces as a platform makes them: with a provider of their own, and labels. */
function namespaces(count: number): Program {
  return async () => {
    const provider = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
    for (let index = 0; index < count; index++) {
      const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
      const metadata = { name: `extra-${index}`, labels };
      new kubernetes.core.v1.Namespace(`extra-${index}`, { metadata }, { provider });
    }
  };
}
