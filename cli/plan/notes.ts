import type { Diagnostic, Plan } from "../../engine/plan";
import type { Colors } from "../output";
import { shortUrn } from "./find-resource";

/** What a reader must know to trust the plan: what in it is an example and what is only known by a model. */
export function formatNotes(plan: Plan, colors: Colors): string {
  const notes = [...modelledNotes(plan), ...fixtureNotes(plan), ...invokeNotes(plan), ...secretNotes(plan)];
  const lines = notes.map((note) => `  - ${note}`);
  const messages = plan.diagnostics.flatMap((diagnostic) => formatDiagnostic(diagnostic, colors));
  return [colors.bold("Notes"), ...messages, ...lines].join("\n");
}

/** Nothing for debug messages. */
function formatDiagnostic({ severity, message, urn }: Diagnostic, colors: Colors): string[] {
  if (severity === "debug") return [];
  const paint = { info: colors.cyan, warning: colors.yellow, error: colors.red }[severity];
  const place = urn === undefined || severity === "info" ? "" : ` (${shortUrn(urn)})`;
  return [`  - ${paint(severity)}: ${message.trim()}${place}`];
}

function modelledNotes(plan: Plan): string[] {
  const modelled = plan.resources.filter((resource) => resource.modelled);
  if (modelled.length === 0) return [];
  const components = plan.resources.filter((resource) => resource.remote).map(({ type }) => type);
  const names = [...new Set(components)].join(", ");
  return [`${modelled.length} resources come from a model of ${names}, whose plugin is not installed here`];
}

function fixtureNotes(plan: Plan): string[] {
  if (!plan.resources.some(({ fixtureOutputs }) => fixtureOutputs.length > 0)) return [];
  return [
    "what only a cloud can know (ids, addresses, account numbers) is filled in with examples; " +
      "--show marks them, --unknowns leaves them open",
  ];
}

function invokeNotes(plan: Plan): string[] {
  const tokens = (fixture: boolean): string =>
    [...new Set(plan.invokes.filter((invoke) => invoke.fixture === fixture).map(({ token }) => token))]
      .sort()
      .join(", ");
  const [answered, open] = [tokens(true), tokens(false)];
  return [
    ...(answered === "" ? [] : [`look-ups answered by examples: ${answered}`]),
    ...(open === "" ? [] : [`look-ups left open: ${open}`]),
  ];
}

function secretNotes(plan: Plan): string[] {
  if (plan.secretOutputs.length === 0) return [];
  return [`secret outputs: ${[...plan.secretOutputs].sort().join(", ")} (pulumi stack output --show-secrets)`];
}
