import { strict as assert } from "node:assert";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import type { Permission } from "../../components/identity/contract";
import { EksIdentity, type EksIdentityArgs } from "../../components/identity/eks/eks-identity";
import { planProgram, type Plan } from "../../engine";
import { only } from "../cluster/eks-plan";

interface PolicyStatement {
  readonly Action: readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const ZONE = "arn:aws:route53:::hostedzone/Z1";
const GROUP = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/eks/demo/containers";
const CLUSTER = "arn:aws:eks:eu-central-1:123456789012:cluster/demo";

function planGrant(permissions: readonly Permission[], overrides: Partial<EksIdentityArgs> = {}): Promise<Plan> {
  return planProgram({
    project: "kiban",
    stack: "test",
    program: async () => {
      const args: EksIdentityArgs = {
        kind: "pod-identity",
        clusterArn: CLUSTER,
        clusterName: "demo",
        cluster: pulumi.output("demo"),
        issuerUrl: pulumi.output("https://oidc.eks.eu-central-1.amazonaws.com/id/ABC"),
        partition: "aws",
        zoneId: pulumi.output("Z1"),
        logGroupArn: pulumi.output(GROUP),
        ...overrides,
      };
      const providers = [new Provider("aws", { region: "eu-central-1" })];
      const identity = new EksIdentity("demo", args, { providers });
      const grant = identity.grant({ namespace: "dns", name: "worker" }, permissions);
      return {
        role: grant.identity,
        annotations: grant.serviceAccountAnnotations,
        labels: grant.podLabels,
        ready: pulumi.all(grant.ready.map(({ urn }) => urn)),
      };
    },
  });
}

function statements(json: unknown): readonly PolicyStatement[] {
  return (JSON.parse(String(json)) as { Statement: readonly PolicyStatement[] }).Statement;
}

async function permissionsOf(permission: Permission): Promise<readonly PolicyStatement[]> {
  return statements(only(await planGrant([permission]), "aws:iam/policy:Policy").inputs.policy);
}

describe("EKS identity", () => {
  it("trusts EKS Pod Identity for the one ServiceAccount of the one cluster, with both actions that EKS asks for", async () => {
    const plan = await planGrant(["logs-write"]);
    assert.deepEqual(statements(only(plan, "aws:iam/role:Role").inputs.assumeRolePolicy), [
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-arn": CLUSTER,
            "aws:RequestTag/kubernetes-namespace": "dns",
            "aws:RequestTag/kubernetes-service-account": "worker",
          },
        },
      },
    ]);
    const association = only(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation");
    assert.deepEqual(association.inputs, {
      clusterName: "demo",
      namespace: "dns",
      serviceAccount: "worker",
      roleArn: plan.outputs.role,
    });
    assert.deepEqual(plan.outputs.annotations, {});
    assert.ok((plan.outputs.ready as string[]).includes(association.urn), "workloads must wait for the association");
  });

  it("trusts the cluster's own issuer with IRSA, without thumbprints", async () => {
    const plan = await planGrant(["logs-write"], { kind: "irsa" });
    const provider = only(plan, "aws:iam/openIdConnectProvider:OpenIdConnectProvider");
    assert.equal(provider.inputs.thumbprintLists, undefined);
    const [trust] = statements(only(plan, "aws:iam/role:Role").inputs.assumeRolePolicy);
    assert.deepEqual(trust?.Action, ["sts:AssumeRoleWithWebIdentity"]);
    assert.deepEqual(trust?.Condition, {
      StringEquals: {
        "oidc.eks.eu-central-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com",
        "oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:dns:worker",
      },
    });
    assert.deepEqual(plan.outputs.annotations, { "eks.amazonaws.com/role-arn": plan.outputs.role });
    assert.ok(!plan.resources.some(({ type }) => type.includes("podIdentity")));
  });

  it("lets ExternalDNS change records of its own zone only", async () => {
    for (const { Action, Resource } of await permissionsOf("dns-records")) {
      if (Resource === "*") assert.deepEqual(Action, ["route53:ListHostedZones"]);
      else assert.equal(Resource, ZONE);
    }
  });

  it("lets cert-manager change challenge records of its own zone only", async () => {
    const change = (await permissionsOf("dns-challenges")).filter(({ Action }) =>
      Action.includes("route53:ChangeResourceRecordSets"),
    );
    assert.deepEqual(
      change.map(({ Resource, Condition }) => ({ Resource, Condition })),
      [
        {
          Resource: ZONE,
          Condition: {
            "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
            "ForAllValues:StringLike": {
              "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_acme-challenge.*"],
            },
          },
        },
      ],
    );
  });

  it("lets Fluent Bit write to its own group and make none", async () => {
    const all = await permissionsOf("logs-write");
    assert.deepEqual(
      all.map(({ Resource }) => Resource),
      [[GROUP, `${GROUP}:*`]],
    );
    assert.ok(!all.some(({ Action }) => Action.includes("logs:CreateLogGroup")));
  });

  it("keeps the load balancer controller from other clusters' load balancers", async () => {
    const all = await permissionsOf("load-balancers");
    const deletes = all.filter(({ Action }) =>
      Action.some((action) => /:Delete(LoadBalancer|TargetGroup|SecurityGroup)$/.test(action)),
    );
    assert.ok(deletes.length > 0);
    for (const { Condition } of deletes) {
      assert.deepEqual(Condition, { StringEquals: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "demo" } });
    }
    assert.ok(!all.some(({ Action }) => Action.some((action) => action.endsWith("*"))), "no wildcard actions");
  });

  it("keeps the controller's policy below IAM's limit of 6,144 characters, for the longest cluster name", async () => {
    const plan = await planGrant(["load-balancers"], { clusterName: "a".repeat(40) });
    const policy = String(only(plan, "aws:iam/policy:Policy").inputs.policy).replace(/\s/g, "");
    assert.ok(policy.length <= 6144, `${policy.length} characters`);
  });

  it("joins several permissions of one ServiceAccount in one policy", async () => {
    const plan = await planGrant(["dns-records", "logs-write"]);
    assert.equal(statements(only(plan, "aws:iam/policy:Policy").inputs.policy).length, 3);
  });

  it("says what to set when a DNS permission is asked for without a zone", async () => {
    await assert.rejects(planGrant(["dns-records"], { zoneId: undefined }), /needs a DNS zone: set kiban:domain/);
  });
});
