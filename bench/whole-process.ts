import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { median, repeat } from "./statistics";
import { formatTable } from "./table";

const ROOT = path.resolve(__dirname, "..");
const RUNS = 5;
/** Most that a process may use, in MB. */
const MEMORY_LIMIT = 300;

interface Case {
  readonly args: readonly string[];
  /** Seconds; undefined where none is set. */
  readonly limit: number | undefined;
}

const CASES: readonly Case[] = [
  { args: ["plan", "-s", "dev"], limit: 1.2 },
  { args: ["plan", "-s", "prod"], limit: 1.5 },
  { args: ["plan", "-s", "aks-prod"], limit: 1.5 },
  { args: ["plan", "-s", "gke-prod"], limit: 1.5 },
  { args: ["plan", "-s", "dev", "--isolated"], limit: undefined },
  { args: ["--help"], limit: undefined },
];

interface Usage {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Time and peak memory of whole `kiban` processes, from start to exit: median of 5 after one to warm up. */
export async function wholeProcess(): Promise<string> {
  const rows: string[][] = [];
  for (const { args, limit } of CASES) {
    const usages = await repeat(RUNS, () => measure(args));
    const seconds = median(usages.map((usage) => usage.seconds));
    const megabytes = Math.max(...usages.map((usage) => usage.megabytes));
    const limits = `${limit === undefined ? "" : `${limit.toFixed(1)} s, `}${MEMORY_LIMIT} MB`;
    rows.push([`kiban ${args.join(" ")}`, `${seconds.toFixed(2)} s`, `${megabytes.toFixed(0)} MB`, limits]);
  }
  return formatTable("Whole process", ["command", "median time", "peak memory", "limit"], rows);
}

async function measure(args: readonly string[]): Promise<Usage> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-bench-"));
  const report = path.join(folder, "memory");
  try {
    const start = process.hrtime.bigint();
    const command = ["-r", path.join(__dirname, "report-memory.cjs"), path.join(ROOT, "bin", "kiban.js"), ...args];
    const child = spawnSync(process.execPath, command, {
      env: { ...process.env, KIBAN_BENCH_MEMORY: report },
      encoding: "utf8",
    });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (child.status !== 0) throw new Error(`kiban ${args.join(" ")} failed: ${child.stderr}`);
    return { seconds, megabytes: Number(fs.readFileSync(report, "utf8")) / 1024 };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
