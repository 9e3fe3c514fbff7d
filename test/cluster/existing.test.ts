import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../../components/cluster/contract";
import { target } from "../../components/cluster/existing";
import { findConnection } from "../../components/cluster/existing/connection";
import { planProgram, type Plan } from "../../engine";
import type { ExistingClusterConfig, StackConfig } from "../../stacks/config";
import { stackConfig } from "../support/config";

const KUBECONFIG = `
apiVersion: v1
kind: Config
current-context: kind-demo
clusters:
  - name: kind-demo
    cluster: { server: "https://127.0.0.1:6443", certificate-authority: certificates/ca.crt }
  - name: minikube
    cluster: { server: "https://192.168.49.2:8443", certificate-authority-data: Q0E= }
contexts:
  - name: kind-demo
    context: { cluster: kind-demo, user: kind-demo, namespace: default }
  - name: minikube
    context: { cluster: minikube, user: minikube }
  - name: dangling
    context: { cluster: gone, user: kind-demo }
users:
  - name: kind-demo
    user: { client-certificate: client.crt, client-key: /keys/client.key }
  - name: minikube
    user:
      token: minikube-token
      exec: { apiVersion: client.authentication.k8s.io/v1, command: ./bin/login, args: [now] }
`;

describe("an existing cluster", () => {
  let folder: string;
  let file: string;
  const environment = { KUBECONFIG: process.env.KUBECONFIG, HOME: process.env.HOME };

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-kubeconfig-"));
    file = path.join(folder, "config");
    fs.writeFileSync(file, KUBECONFIG);
    delete process.env.KUBECONFIG;
    process.env.HOME = folder;
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
    for (const [key, value] of Object.entries(environment)) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  });

  function config(kubeconfig?: string, context?: string): StackConfig {
    return stackConfig({ cluster: { provider: "existing", name: "local", kubeconfig, context } });
  }

  function settings(kubeconfig?: string, context?: string): ExistingClusterConfig {
    return config(kubeconfig, context).cluster as ExistingClusterConfig;
  }

  function plan(stack: StackConfig, use: (made: Target) => Record<string, unknown> = () => ({})): Promise<Plan> {
    return planProgram({
      project: "kiban",
      stack: "test",
      program: async () => use(target.create(stack, new pulumi.ComponentResource("test:index:Platform", "test"))),
    });
  }

  describe("kubeconfig", () => {
    it("is reduced to the current context, its cluster and its user, with files found from anywhere", () => {
      const connection = findConnection(settings(file));
      assert.equal(connection?.context, "kind-demo");
      assert.equal(connection?.server, "https://127.0.0.1:6443");
      assert.deepEqual(JSON.parse(connection?.kubeconfig ?? ""), {
        apiVersion: "v1",
        kind: "Config",
        clusters: [
          {
            name: "kind-demo",
            cluster: {
              server: "https://127.0.0.1:6443",
              "certificate-authority": path.join(folder, "certificates/ca.crt"),
            },
          },
        ],
        contexts: [{ name: "kind-demo", context: { cluster: "kind-demo", user: "kind-demo", namespace: "default" } }],
        "current-context": "kind-demo",
        users: [
          {
            name: "kind-demo",
            user: { "client-certificate": path.join(folder, "client.crt"), "client-key": "/keys/client.key" },
          },
        ],
      });
    });

    it("gives another context where one is named, with its login command found from anywhere", () => {
      const connection = findConnection(settings(file, "minikube"));
      assert.equal(connection?.server, "https://192.168.49.2:8443");
      assert.equal(connection?.kubeconfig.includes("kind-demo"), false);
      assert.deepEqual(JSON.parse(connection?.kubeconfig ?? "").users[0].user, {
        token: "minikube-token",
        exec: {
          apiVersion: "client.authentication.k8s.io/v1",
          command: path.join(folder, "bin/login"),
          args: ["now"],
        },
      });
    });

    it("is found at ~, in KUBECONFIG, then in ~/.kube/config", () => {
      assert.equal(findConnection(settings("~/config"))?.context, "kind-demo");
      assert.equal(findConnection(settings()), undefined);
      fs.mkdirSync(path.join(folder, ".kube"));
      fs.writeFileSync(
        path.join(folder, ".kube/config"),
        KUBECONFIG.replace("current-context: kind-demo", "current-context: minikube"),
      );
      assert.equal(findConnection(settings())?.context, "minikube");
      process.env.KUBECONFIG = file;
      assert.equal(findConnection(settings())?.context, "kind-demo");
    });

    it("is put together from the files of KUBECONFIG, the first of which counts", () => {
      const other = path.join(folder, "other");
      fs.writeFileSync(other, KUBECONFIG.replaceAll("minikube", "other").replace("kind-demo", "other"));
      process.env.KUBECONFIG = [file, path.join(folder, "missing"), other].join(path.delimiter);
      assert.equal(findConnection(settings())?.context, "kind-demo");
      assert.equal(findConnection(settings(undefined, "other"))?.server, "https://192.168.49.2:8443");
    });
  });

  describe("check", () => {
    function problem(stack: StackConfig): string {
      const [first, ...rest] = target.check(stack);
      assert.deepEqual(rest, []);
      return first === undefined ? "" : `${first.path.join(".")}: ${first.message}; ${first.remedy}`;
    }

    it("accepts a kubeconfig, and none at all", () => {
      assert.equal(problem(config(file)), "");
      assert.equal(problem(config()), "");
    });

    it("refuses a configured file that is missing, a folder or no kubeconfig", () => {
      assert.match(
        problem(config("/no/such/file")),
        /^cluster\.kubeconfig: there is no file `\/no\/such\/file`; give the path/,
      );
      assert.match(problem(config(folder)), /^cluster\.kubeconfig: .* cannot be read \(EISDIR\)/);
      fs.writeFileSync(file, "");
      assert.match(problem(config(file)), /^cluster\.kubeconfig: .* is no kubeconfig; give a file such as/);
      fs.writeFileSync(file, "clusters: [{ name: a }]");
      assert.match(problem(config(file)), /is no kubeconfig at `clusters\.0\.cluster`/);
    });

    it("refuses malformed YAML with its line", () => {
      fs.writeFileSync(file, "apiVersion: v1\nkind: Config\nclusters: [\n");
      assert.match(problem(config(file)), /^cluster\.kubeconfig: .* is no YAML: line [34]: /);
    });

    it("refuses a context that is not there, and names the nearest and the others", () => {
      assert.match(
        problem(config(file, "kind-dmeo")),
        /^cluster\.context: .* has no context `kind-dmeo`; the contexts are kind-demo, minikube, dangling; did you mean `kind-demo`\?$/,
      );
      assert.match(problem(config(file, "production")), /; name one of these$/);
    });

    it("refuses a kubeconfig without a current context where none is named", () => {
      fs.writeFileSync(file, KUBECONFIG.replace("current-context: kind-demo\n", ""));
      assert.match(
        problem(config(file)),
        /^cluster\.context: no context is named, and .* has no current context; the contexts are kind-demo, .*use-context kind-demo/,
      );
      assert.equal(problem(config(file, "minikube")), "");
    });

    it("refuses a context whose cluster is not in the file", () => {
      assert.match(
        problem(config(file, "dangling")),
        /context `dangling` of .* names cluster `gone`, which the file does not have/,
      );
    });

    it("refuses ACME, for which there is no zone", () => {
      const stack = stackConfig({
        cluster: { provider: "existing", name: "local", kubeconfig: file },
        domain: "example.com",
        certificates: { email: "a@example.com" },
      });
      assert.match(problem(stack), /^certificates\.issuer: .*set kiban:certificates\.issuer to selfSigned/);
    });
  });

  describe("plan", () => {
    it("has an explicit provider with the kubeconfig as a secret, and no cloud", async () => {
      const made = await plan(config(file), ({ kubeconfig, endpoint, connect, dns, storage }) => ({
        kubeconfig,
        endpoint,
        connect,
        hasZone: dns !== undefined,
        className: storage.className ?? "default",
      }));
      assert.deepEqual(
        made.resources.map(({ type }) => type),
        ["pulumi:pulumi:Stack", "test:index:Platform", "kiban:cluster:ExistingCluster", "pulumi:providers:kubernetes"],
      );
      const provider = made.resources.at(-1);
      assert.deepEqual(provider?.secretInputs, ["kubeconfig"]);
      assert.equal(provider?.inputs.clusterIdentifier, "https://127.0.0.1:6443");
      assert.deepEqual(made.secretOutputs, ["kubeconfig"]);
      assert.equal(made.outputs.endpoint, "https://127.0.0.1:6443");
      assert.equal(made.outputs.connect, `kubectl config use-context kind-demo --kubeconfig ${file}`);
      assert.equal(made.outputs.hasZone, false);
      assert.equal(made.outputs.className, "default");
      assert.equal(JSON.stringify(made).includes("client.key"), false);
    });

    it("works without any kubeconfig, and warns that `pulumi up` does not", async () => {
      const made = await plan(config());
      assert.equal(made.resources.at(-1)?.type, "pulumi:providers:kubernetes");
      const [warning] = made.diagnostics.filter(({ severity }) => severity === "warning");
      assert.match(
        warning?.message ?? "",
        /There is no kubeconfig in KUBECONFIG or ~\/\.kube\/config\. The plan needs none/,
      );
    });

    it("refuses `pulumi up` without any kubeconfig", async () => {
      const isDryRun = pulumi.runtime.isDryRun;
      try {
        Object.assign(pulumi.runtime, { isDryRun: () => false });
        await assert.rejects(plan(config()), /There is no kubeconfig .*kind create cluster.*kiban:cluster\.kubeconfig/);
      } finally {
        Object.assign(pulumi.runtime, { isDryRun });
      }
    });

    it("refuses an unknown context even where nobody checked before", async () => {
      await assert.rejects(plan(config(file, "minikub")), /kiban:cluster\.context: .*did you mean `minikube`\?/);
    });

    it("grants nothing, publishes the gateway on node ports, and brings metrics-server", async () => {
      await plan(config(file), (made) => {
        const grant = made.identity.grant({ namespace: "a", name: "b" }, ["logs-write"]);
        assert.deepEqual(grant, {
          identity: undefined,
          serviceAccountAnnotations: {},
          podLabels: {},
          ready: [],
        });
        assert.equal(made.loadBalancer.type, "NodePort");
        assert.equal(made.loadBalancer.loadBalancerClass, undefined);
        assert.equal(made.providesMetricsServer, false);
        assert.equal(made.allowsHostAccess, true);
        return {};
      });
    });
  });
});
