import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { TASKBOARD } from "../support/rendered-chart";

const OWNER_PASSWORD = "owner-password-1234";

/** The newest PostgreSQL of the machine: of `PATH`, else where Debian's packages put it. */
function postgresqlFolder(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), ...versions.map((v) => `${debian}/${v}/bin`)];
  return folders.find((folder) => folder !== "" && fs.existsSync(path.join(folder, "initdb")));
}

/** PostgreSQL refuses to run as root: root lends it the identity of `nobody`. */
const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

describe("the task board's database scripts on a real PostgreSQL", function () {
  this.timeout(120_000);
  let bin: string;
  let directory: string;
  let server: ChildProcess | undefined;
  let url: (login: string) => string;

  before(async function () {
    const found = postgresqlFolder();
    if (found === undefined) {
      console.log("  skipped: no initdb; install PostgreSQL's server to run it");
      return this.skip();
    }
    bin = found;
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-postgresql-"));
    fs.chmodSync(directory, 0o755);
    const data = path.join(directory, "data");
    fs.mkdirSync(data);
    fs.writeFileSync(path.join(directory, "owner"), OWNER_PASSWORD);
    if (identity.uid !== undefined) fs.chownSync(data, identity.uid, identity.gid);
    const initialize = [
      `--pgdata=${data}`,
      "--username=taskboard",
      `--pwfile=${directory}/owner`,
      "--auth=scram-sha-256",
    ];
    execFileSync(path.join(bin, "initdb"), [...initialize, "--no-sync"], { ...identity, cwd: data, stdio: "pipe" });
    const port = await freePort();
    url = (login) => `postgresql://${login}@127.0.0.1:${port}/postgres`;
    const settings = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", "fsync=off"];
    const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
    server = spawn(path.join(bin, "postgres"), args, { ...identity, cwd: data, stdio: "ignore" });
    writeScripts();
  });

  after(async () => {
    if (server !== undefined) {
      const ended = new Promise((resolve) => server?.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
    }
    if (directory !== undefined) fs.rmSync(directory, { recursive: true });
  });

  /** The chart's files as the pod has them, but for the folders. */
  function writeScripts(): void {
    const source = path.join(TASKBOARD, "files/database");
    const files = [
      ...fs.readdirSync(source),
      ...fs.readdirSync(path.join(source, "migrations")).map((f) => `migrations/${f}`),
    ];
    for (const file of files.filter((name) => /\.(sh|sql)$/.test(name))) {
      const text = fs.readFileSync(path.join(source, file), "utf8");
      const moved = text.replaceAll("/run/secrets/database", directory).replaceAll("/migrations/", `${directory}/`);
      fs.writeFileSync(path.join(directory, path.basename(file)), moved);
    }
    giveCredentials("api-password-1234567");
  }

  function giveCredentials(apiPassword: string): void {
    fs.writeFileSync(path.join(directory, "url"), url(`taskboard:${OWNER_PASSWORD}`));
    fs.writeFileSync(path.join(directory, "api-password"), apiPassword);
    fs.writeFileSync(path.join(directory, "api-url"), url(`taskboard_api:${apiPassword}`));
  }

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`,
    SCHEMA_VERSION: "001-task",
    RETENTION_DAYS: "90",
  });

  function script(name: string): string {
    return execFileSync("sh", [path.join(directory, name)], { env: environment(), encoding: "utf8", stdio: "pipe" });
  }

  /** Rows as PostgREST's login sees them after it took the visitors' role, or as the owner. */
  function sql(statement: string, as: "visitor" | "api" | "owner" = "visitor"): string {
    const connection = fs.readFileSync(path.join(directory, as === "owner" ? "url" : "api-url"), "utf8");
    const role = as === "visitor" ? ["--command", "set role taskboard_anon"] : [];
    const args = [connection, "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1"];
    const command = [...args, ...role, "--command", statement];
    return execFileSync("psql", command, { env: environment(), encoding: "utf8", stdio: "pipe" }).trim();
  }

  it("hold the API back until the schema is there", async () => {
    const waiting = spawn("sh", [path.join(directory, "wait.sh")], { env: environment(), stdio: "ignore" });
    const ended = new Promise<number | null>((resolve) => waiting.once("exit", resolve));
    assert.match(script("migrate.sh"), /001-task: applied/);
    assert.equal(await ended, 0);
  });

  it("migrate once, however often they run", () => {
    assert.match(script("migrate.sh"), /001-task: already there/);
    assert.equal(sql("select count(*) from taskboard_meta.migration", "owner"), "1");
  });

  it("let visitors write titles and tick them off, nothing else", () => {
    sql("insert into taskboard.task (title) values ('write'), ('rest')");
    sql("update taskboard.task set done = true where title = 'write'");
    assert.equal(sql("select title from taskboard.task where done_at is not null"), "write");
    assert.throws(() => sql("insert into taskboard.task (title) values (' ')"), /violates check constraint/);
    assert.throws(() => sql("update taskboard.task set done_at = null"), /permission denied/);
    assert.throws(() => sql("select * from taskboard_meta.migration"), /permission denied/);
    assert.throws(() => sql("select * from taskboard.task", "api"), /permission denied/);
  });

  it("delete what was done long ago", () => {
    const past = "alter table taskboard.task disable trigger task_stamp_done";
    sql(`${past}; update taskboard.task set done_at = now() - interval '91 days' where done`, "owner");
    script("cleanup.sh");
    assert.equal(sql("select title from taskboard.task"), "rest");
  });

  it("give the API's login its new password with the next release", () => {
    giveCredentials("rotated-password-123");
    assert.throws(() => sql("select 1"), /password authentication failed/);
    script("migrate.sh");
    assert.equal(sql("select 1"), "1");
  });
});
