import type { StackConfig } from "../../stacks/config";
import type { Problem } from "../../stacks/problem";
import { ChartError, isOciChart, readChartFolder, type ChartFolder } from "./chart";
import { checkValues } from "./check-values";

/**
 * What the application's chart refuses, found without Helm and without the network: it reads the chart's folder, and
 * holds the values that the chart will get against its values.schema.json.
 *
 * @param project Folder that a chart's relative path starts at; the project's by default.
 */
export function checkApplication(config: StackConfig, project?: string): Problem[] {
  if (!config.app.enabled) return [];
  const problems = checkDatabaseUrl(config.app.databaseUrl);
  if (isOciChart(config.app.chart)) return [...problems, ...checkOciChart(config)];
  const chart = tryRead(config, project);
  if ("message" in chart) return [...problems, chart];
  return [...problems, ...checkFolder(config, chart), ...checkValues(config, chart)];
}

function tryRead(config: StackConfig, project: string | undefined): ChartFolder | Problem {
  try {
    return readChartFolder(config, project);
  } catch (error) {
    if (!(error instanceof ChartError)) throw error;
    return { path: ["app", "chart"], message: error.problem, remedy: error.remedy };
  }
}

function checkOciChart({ app }: StackConfig): Problem[] {
  const problems: Problem[] = [];
  if (!/^oci:\/\/[^/]+\/.+[^/]$/.test(app.chart)) {
    problems.push({
      path: ["app", "chart"],
      message: `${app.chart} names no chart in a registry`,
      remedy: "write oci://registry/path/chart",
    });
  }
  if (/[@:][^/]*$/.test(app.chart.replace(/^oci:\/\/[^/]*/, ""))) {
    problems.push({
      path: ["app", "chart"],
      message: `${app.chart} carries its version in the address`,
      remedy: "move it to app.version",
    });
  }
  if (app.version === undefined) {
    problems.push({
      path: ["app", "version"],
      message: "is missing: an OCI chart without a version would change by itself",
      remedy: "give the chart's version, such as 1.4.2",
    });
  }
  if (app.repository !== undefined) {
    problems.push({
      path: ["app", "repository"],
      message: "an OCI chart does not come from a Git repository",
      remedy: "remove the repository, or give the chart's folder as app.chart",
    });
  }
  return problems;
}

function checkFolder({ app }: StackConfig, chart: ChartFolder): Problem[] {
  const problems: Problem[] = [];
  if (app.version !== undefined && app.version !== chart.version) {
    problems.push({
      path: ["app", "version"],
      message: `${app.version} is not the version of ${chart.path}, which is ${chart.version}`,
      remedy: "remove app.version: a folder's version stands in its Chart.yaml",
    });
  }
  if (app.delivery === "argocd" && app.repository === undefined) {
    problems.push({
      path: ["app", "repository"],
      message: `is missing: Argo CD cannot read the folder ${chart.path} on this machine`,
      remedy: "give url and path of the Git repository that holds the chart",
    });
  }
  return problems;
}

/** The URL is a secret: the message never shows any part of it. A plan has a placeholder in its place, which passes. */
function checkDatabaseUrl(url: string | undefined): Problem[] {
  if (url === undefined || !/[:=]/.test(url) || /^postgres(ql)?:\/\/[^@/]+@[^/]+\/.+/.test(url)) return [];
  return [
    {
      path: ["app", "databaseUrl"],
      message: "is not the URL of a PostgreSQL database with user, host and database",
      remedy: "write postgresql://user:password@host:5432/database, with special characters percent-encoded",
    },
  ];
}
