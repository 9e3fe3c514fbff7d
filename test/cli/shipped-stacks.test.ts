import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { BIN, kiban } from "./support/kiban";

describe("kiban on the stacks of this repository", () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-shipped-"));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it("renders the program's objects without helm, and says which releases are left out", async () => {
    const output = path.join(folder, "manifests");
    const { code, stdout } = await kiban(["render", "-s", "local", "--output", output], {
      env: { PATH: folder, KIBAN_HELM: "" },
    });
    assert.equal(code, 0);
    assert.match(stdout, /^note: helm is not on PATH .*releases left out: .*cert-manager/m);
    const secret = fs.readFileSync(path.join(output, "monitoring", "secret-grafana-admin.yaml"), "utf8");
    assert.match(secret, /^kind: Secret$/m);
    assert.ok(fs.existsSync(path.join(output, "_cluster", "namespace-monitoring.yaml")));
  });

  it("does not touch a folder with files of others, before anything is planned", async () => {
    const output = path.join(folder, "mine");
    fs.mkdirSync(output);
    fs.writeFileSync(path.join(output, "notes.txt"), "");
    const { code, stderr } = await kiban(["render", "--output", output]);
    assert.equal(code, 2);
    assert.match(stderr, /holds notes\.txt, which kiban render did not write/);
    assert.deepEqual(fs.readdirSync(output), ["notes.txt"]);
  });

  it("compares targets: what the table says differs, and nothing else", async () => {
    const { code, stdout } = await kiban(["compare", "dev", "gke-dev", "local", "--json"]);
    assert.equal(code, 0);
    const { stacks, rows, differences } = JSON.parse(stdout) as {
      stacks: string[];
      rows: { title: string; cells: string[] }[];
      differences: unknown[];
    };
    const cells = (title: string): string[] | undefined => rows.find((row) => row.title === title)?.cells;
    assert.deepEqual(stacks, ["dev", "gke-dev", "local"]);
    assert.deepEqual(cells("NetworkPolicy enforcement"), ["VPC CNI", "Dataplane V2", "whatever is there"]);
    assert.deepEqual(cells("logs to"), ["cloudwatch_logs", "stackdriver", "stdout"]);
    assert.match(cells("StorageClass")?.[0] ?? "", /^gp3 /);
    assert.match(cells("workload identity")?.[0] ?? "", /PodIdentityAssociation/);
    assert.deepEqual(differences, []);
  });

  it("stops without a word when its reader does", function () {
    if (process.platform === "win32") this.skip();
    const command = `"${process.execPath}" "${BIN}" plan -s local | head -n 1`;
    const ended = spawnSync("sh", ["-c", command], { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } });
    assert.equal(ended.stderr, "");
    assert.equal(ended.stdout, "Plan of kiban, stack local\n");
  });
});
