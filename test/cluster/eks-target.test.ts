import { strict as assert } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../../components/cluster/contract";
import { SECRET, UNKNOWN, type Plan, type PlannedResource } from "../../engine";
import { eksInput, ofType, only, planEks } from "./eks-plan";

const ADDON = "aws:eks/addon:Addon";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const CLUSTER = "aws:eks/cluster:Cluster";

/** What the layers above do with every target. */
function grants(target: Target): Record<string, unknown> {
  target.identity.grant({ namespace: "external-dns", name: "external-dns" }, ["dns-records"]);
  target.identity.grant({ namespace: "cert-manager", name: "cert-manager" }, ["dns-challenges"]);
  target.identity.grant({ namespace: "logging", name: "fluent-bit" }, ["logs-write"]);
  target.identity.grant({ namespace: "kube-system", name: "aws-load-balancer-controller" }, ["load-balancers"]);
  return {};
}

const STACKS = {
  "dev, standard": eksInput({}, { environment: "dev", domain: "example.com" }),
  "prod, standard": eksInput({}, { environment: "prod", domain: "example.com" }),
  "dev, auto": eksInput({ mode: "auto" }, { environment: "dev", domain: "example.com" }),
  "prod, auto, IRSA": eksInput(
    { mode: "auto", workloadIdentity: "irsa" },
    { environment: "prod", domain: "example.com" },
  ),
  "IRSA, existing network and zone": eksInput(
    { workloadIdentity: "irsa", nodePools: [{ name: "general", sizes: ["m7i.large"], zones: ["eu-central-1a"] }] },
    {
      domain: "example.com",
      dns: { manage: "use" },
      network: { existing: { id: "vpc-1", privateSubnets: ["subnet-a", "subnet-b"] } },
    },
  ),
};

describe("EKS target", () => {
  for (const [title, input] of Object.entries(STACKS)) {
    describe(title, () => {
      let plan: Plan;
      before(async () => (plan = await planEks(input, { use: grants })));

      it("makes the same resources whatever the cloud would answer", async () => {
        const unknown = await planEks(input, { use: grants, unknowns: true });
        assert.deepEqual(urns(unknown), urns(plan));
      });

      it("gives every resource a parent, and the provider of this stack", () => {
        for (const { custom, parent, provider, type, urn } of plan.resources) {
          if (type === "pulumi:pulumi:Stack") continue;
          const isRoot = type === "test:index:Platform";
          assert.equal(parent?.endsWith("::pulumi:pulumi:Stack::kiban-test"), isRoot, urn);
          if (!custom || type.startsWith("pulumi:providers:")) continue;
          const expected = type.startsWith("aws:") ? "::demo-aws::" : "::demo-kubernetes::";
          assert.ok(provider?.includes(expected), `${urn} uses ${provider}`);
        }
      });
    });
  }
});

describe("EKS standard", () => {
  let plan: Plan;
  before(async () => {
    plan = await planEks(
      eksInput(
        { adminGroups: ["arn:aws:iam::123456789012:role/ops/admins"], account: "123456789012" },
        { environment: "prod", domain: "example.com", tags: { team: "platform" } },
      ),
      {
        use: (target) => ({
          kubeconfig: target.kubeconfig,
          connect: target.connect,
          name: target.clusterName,
          values: target.chartValues,
          balancer: pulumi.output({ ...target.loadBalancer }),
        }),
      },
    );
  });

  it("refuses credentials of another account and tags what it makes", () => {
    const provider = only(plan, "pulumi:providers:aws");
    assert.deepEqual(json(provider.inputs.allowedAccountIds), ["123456789012"]);
    assert.deepEqual(json(provider.inputs.defaultTags), { tags: { team: "platform" } });
    const [template] = ofType(plan, "aws:ec2/launchTemplate:LaunchTemplate");
    const specifications = template?.inputs.tagSpecifications as { resourceType: string; tags: object }[];
    assert.deepEqual(
      specifications.map(({ resourceType }) => resourceType),
      ["instance", "volume", "network-interface"],
    );
    assert.ok(specifications.every(({ tags }) => "team" in tags && tags.team === "platform"));
  });

  it("makes the deployer's role, never its session, and the configured roles administrators", () => {
    const entries = ofType(plan, "aws:eks/accessEntry:AccessEntry");
    assert.deepEqual(Object.fromEntries(entries.map(({ name, inputs }) => [name, inputs.principalArn])), {
      "demo-deployer": "arn:aws:iam::123456789012:role/deployer",
      "demo-admin-role-ops-admins": "arn:aws:iam::123456789012:role/ops/admins",
    });
    for (const { inputs } of ofType(plan, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation")) {
      assert.equal(inputs.policyArn, "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy");
      assert.deepEqual(inputs.accessScope, { type: "cluster" });
    }
    assert.ok(entries.every(({ inputs }) => inputs.kubernetesGroups === undefined));
  });

  it("keeps the first deployer's access when someone else deploys, and warns of two entries for one role", async () => {
    assert.deepEqual(only(plan, "aws:eks/accessEntry:AccessEntry", "demo-deployer").ignoreChanges, ["principalArn"]);
    const warnings = ({ diagnostics }: Plan): string[] =>
      diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);
    assert.deepEqual(warnings(plan), []);
    const twice = await planEks(eksInput({ adminGroups: ["arn:aws:iam::123456789012:role/deployer"] }));
    assert.match(warnings(twice).join(), /role\/deployer runs this program and is in cluster\.adminGroups too/);
  });

  it("reaches Kubernetes with the deployer's access and a token of the moment", () => {
    const provider = only(plan, "pulumi:providers:kubernetes", "demo-kubernetes");
    assert.equal(provider.inputs.kubeconfig, SECRET);
    assert.equal(provider.inputs.clusterIdentifier, "eks/eu-central-1/demo");
    assert.ok(
      dependsOn(provider, only(plan, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "demo-deployer")),
    );
    assert.equal(plan.outputs.kubeconfig, SECRET);
    assert.equal(plan.outputs.connect, "aws eks update-kubeconfig --region eu-central-1 --name demo");
  });

  it("pays for interface endpoints in prod only", async () => {
    const endpoints = (made: Plan): number => ofType(made, "aws:ec2/vpcEndpoint:VpcEndpoint").length;
    assert.equal(endpoints(plan), 8);
    assert.equal(endpoints(await planEks(eksInput())), 1);
  });

  it("comes after its routes and NAT, which nodes need to join and to be destroyed", () => {
    const component = only(plan, "eks:index:Cluster");
    for (const route of ofType(plan, "aws:ec2/route:Route")) assert.ok(dependsOn(component, route), route.name);
  });

  it("makes nodes after what they need to become ready, and before what needs nodes", () => {
    const addon = (name: string): PlannedResource => only(plan, ADDON, `demo-${name}`);
    const groups = ofType(plan, NODE_GROUP);
    assert.equal(groups.length, 2);
    for (const group of groups) {
      for (const name of ["vpc-cni", "kube-proxy", "eks-pod-identity-agent", "eks-node-monitoring-agent"]) {
        assert.ok(dependsOn(group, addon(name)), `${group.name} needs ${name}`);
      }
      for (const name of ["coredns", "aws-ebs-csi-driver", "snapshot-controller"]) {
        assert.ok(dependsOn(addon(name), group), `${name} needs ${group.name}`);
      }
    }
  });

  it("ties nodes, add-ons and access to the cluster itself, so that destroy takes them first", () => {
    const cluster = only(plan, CLUSTER);
    const tied = ["aws:eks/accessEntry:AccessEntry", ADDON, NODE_GROUP].flatMap((type) => ofType(plan, type));
    for (const resource of tied) assert.ok(dependsOn(resource, cluster), resource.urn);
  });

  it("upgrades nodes with the cluster, without a fixed name and a third at a time", () => {
    for (const { inputs, ignoreChanges } of ofType(plan, NODE_GROUP)) {
      assert.equal(inputs.version, only(plan, CLUSTER).inputs.version);
      assert.equal(inputs.nodeGroupName, undefined);
      assert.deepEqual(inputs.updateConfig, { maxUnavailablePercentage: 33 });
      assert.deepEqual(ignoreChanges, ["scalingConfig.desiredSize"]);
    }
  });

  it("installs the default add-on version of the cluster's own Kubernetes version", () => {
    const asked = plan.invokes.filter(({ token }) => token === "aws:eks/getAddonVersion:getAddonVersion");
    assert.equal(asked.length, ofType(plan, ADDON).length);
    for (const { args } of asked) {
      assert.equal(args.kubernetesVersion, only(plan, CLUSTER).inputs.version);
      assert.equal(args.mostRecent, false);
    }
  });

  it("installs each networking add-on once, itself", () => {
    const names = ofType(plan, ADDON).map(({ inputs }) => String(inputs.addonName));
    assert.deepEqual([...new Set(names)].sort(), [...names].sort());
    assert.ok(!plan.resources.some(({ type }) => type === "eks:index:VpcCniAddon"));
    assert.equal(only(plan, CLUSTER).inputs.bootstrapSelfManagedAddons, false);
  });

  it("enforces network policies, and gives the plugin and the volume driver roles of their own", () => {
    const cni = only(plan, ADDON, "demo-vpc-cni").inputs;
    assert.deepEqual(JSON.parse(String(cni.configurationValues)), {
      enableNetworkPolicy: "true",
      env: { ENABLE_PREFIX_DELEGATION: "true" },
    });
    const accounts = ofType(plan, ADDON).flatMap(({ inputs }) =>
      ((inputs.podIdentityAssociations ?? []) as { serviceAccount: string }[]).map(
        ({ serviceAccount }) => serviceAccount,
      ),
    );
    assert.deepEqual(accounts.sort(), ["aws-node", "ebs-csi-controller-sa"]);
    assert.deepEqual(ofType(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation"), []);
  });

  it("encrypts volumes with the stack's key by default, and waits with them for the driver", () => {
    const storage = only(plan, "kubernetes:storage.k8s.io/v1:StorageClass");
    assert.equal(storage.inputs.provisioner, "ebs.csi.aws.com");
    assert.deepEqual(storage.inputs.parameters, {
      type: "gp3",
      encrypted: "true",
      kmsKeyId: only(plan, "aws:kms/key:Key").outputs.arn ?? null,
    });
    assert.ok(dependsOn(storage, only(plan, ADDON, "demo-aws-ebs-csi-driver")));
  });

  it("hands charts what only EKS knows", () => {
    const values = plan.outputs.values as Record<string, Record<string, unknown>>;
    assert.deepEqual(values["aws-load-balancer-controller"], {
      clusterName: "demo",
      region: "eu-central-1",
      vpcId: only(plan, "aws:ec2/vpc:Vpc").outputs.id,
    });
    assert.deepEqual(values["external-dns"]?.extraArgs, {
      "aws-zone-type": "public",
      "zone-id-filter": only(plan, "aws:route53/zone:Zone").outputs.zoneId,
    });
    const { outputs } = values["fluent-bit"]?.config as { outputs: string };
    assert.match(outputs, /log_group_name +\/aws\/eks\/demo\/containers\n/);
    assert.match(outputs, /auto_create_group +false\n/);
    assert.ok(!outputs.includes("{{"), "the chart would take it for a template");
    assert.equal(
      only(plan, "aws:cloudwatch/logGroup:LogGroup", "demo-container-logs").inputs.name,
      "/aws/eks/demo/containers",
    );
  });

  it("balances load over the pods themselves and keeps clients' addresses", () => {
    assert.deepEqual(plan.outputs.balancer, {
      type: "LoadBalancer",
      loadBalancerClass: "service.k8s.aws/nlb",
      annotations: {
        "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
        "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
        "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes": "preserve_client_ip.enabled=true",
      },
      externalTrafficPolicy: "Local",
    });
  });
});

describe("EKS node pools", () => {
  it("take image, capacity, zones, taints and labels from the configuration", async () => {
    const plan = await planEks(
      eksInput({
        nodePools: [
          { name: "general", sizes: ["m7i.large"], min: 2 },
          {
            name: "batch",
            sizes: ["m7g.large", "m6g.large"],
            spot: true,
            min: 0,
            max: 9,
            zones: ["eu-central-1b"],
            labels: { role: "batch" },
            taints: [
              { key: "batch", value: "yes", effect: "NoSchedule" },
              { key: "soft", value: "yes", effect: "PreferNoSchedule" },
              { key: "hard", value: "yes", effect: "NoExecute" },
            ],
            diskSizeGiB: 200,
          },
        ],
      }),
    );
    assert.equal(only(plan, NODE_GROUP, "demo-general").inputs.amiType, "BOTTLEROCKET_x86_64");
    const { inputs } = only(plan, NODE_GROUP, "demo-batch");
    assert.equal(inputs.amiType, "BOTTLEROCKET_ARM_64");
    assert.equal(inputs.capacityType, "SPOT");
    assert.deepEqual(inputs.instanceTypes, ["m7g.large", "m6g.large"]);
    assert.deepEqual(inputs.scalingConfig, { minSize: 0, maxSize: 9, desiredSize: 0 });
    assert.deepEqual(inputs.subnetIds, [only(plan, "aws:ec2/subnet:Subnet", "demo-private-2").outputs.id]);
    assert.deepEqual(inputs.labels, { role: "batch" });
    assert.deepEqual(
      (inputs.taints as { effect: string }[]).map(({ effect }) => effect),
      ["NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"],
    );
    const disks = only(plan, "aws:ec2/launchTemplate:LaunchTemplate", "demo-batch").inputs.blockDeviceMappings as {
      deviceName: string;
      ebs: { volumeSize?: number };
    }[];
    assert.deepEqual(
      disks.map(({ deviceName, ebs }) => [deviceName, ebs.volumeSize]),
      [
        ["/dev/xvda", undefined],
        ["/dev/xvdb", 200],
      ],
    );
  });

  it("lie in the zones of an existing network, which only AWS knows", async () => {
    const plan = await planEks(STACKS["IRSA, existing network and zone"]);
    assert.equal(only(plan, NODE_GROUP).inputs.subnetIds, UNKNOWN);
    assert.deepEqual(ofType(plan, "aws:ec2/vpc:Vpc"), []);
  });
});

describe("EKS with IAM roles for service accounts", () => {
  it("binds add-ons by role ARN and runs no Pod Identity agent", async () => {
    const plan = await planEks(eksInput({ workloadIdentity: "irsa" }));
    const names = ofType(plan, ADDON).map(({ inputs }) => inputs.addonName);
    assert.ok(!names.includes("eks-pod-identity-agent"));
    const cni = only(plan, ADDON, "demo-vpc-cni").inputs;
    assert.match(String(cni.serviceAccountRoleArn), /^arn:aws:iam::123456789012:role\/demo-vpc-cni-/);
    assert.equal(cni.podIdentityAssociations, undefined);
  });
});

describe("EKS Auto Mode", () => {
  let plan: Plan;
  before(async () => {
    plan = await planEks(eksInput({ mode: "auto" }, { environment: "prod" }), {
      use: (target) => ({
        class: target.loadBalancer.loadBalancerClass,
        controller: target.needsLoadBalancerController,
        metrics: target.providesMetricsServer,
      }),
    });
  });

  it("turns compute, storage and load balancing on together, in both built-in pools", () => {
    const { inputs } = only(plan, CLUSTER);
    assert.deepEqual((inputs.computeConfig as { nodePools: string[] }).nodePools, ["general-purpose", "system"]);
    assert.deepEqual(inputs.storageConfig, { blockStorage: { enabled: true } });
    const network = inputs.kubernetesNetworkConfig as { elasticLoadBalancing: object };
    assert.deepEqual(network.elasticLoadBalancing, { enabled: true });
  });

  it("gives nodes the least and no instance role that nobody uses", () => {
    const attached = ofType(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ parent }) => parent?.includes("demo-nodeRole"))
      .map(({ inputs }) => String(inputs.policyArn).split("/").at(-1));
    assert.deepEqual(attached.sort(), ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodeMinimalPolicy"]);
    assert.deepEqual(ofType(plan, "aws:iam/instanceProfile:InstanceProfile"), []);
  });

  it("installs only what Auto Mode lacks", () => {
    assert.deepEqual(
      ofType(plan, ADDON).map(({ inputs }) => inputs.addonName),
      ["snapshot-controller"],
    );
    assert.deepEqual(ofType(plan, NODE_GROUP), []);
    assert.deepEqual(plan.outputs, { class: "eks.amazonaws.com/nlb", controller: false, metrics: false });
  });

  it("enforces network policies, which Auto Mode ignores until it is told", () => {
    const { inputs } = only(plan, "kubernetes:core/v1:ConfigMap");
    assert.deepEqual(inputs.metadata as { name: string; namespace: string }, {
      name: "amazon-vpc-cni",
      namespace: "kube-system",
    });
    assert.deepEqual(inputs.data, { "enable-network-policy-controller": "true" });
  });

  it("uses Auto Mode's own volume driver", () => {
    const { inputs } = only(plan, "kubernetes:storage.k8s.io/v1:StorageClass");
    assert.equal(inputs.provisioner, "ebs.csi.eks.amazonaws.com");
    assert.deepEqual(inputs.parameters, { type: "gp3", encrypted: "true" });
  });
});

function urns(plan: Plan): string[] {
  return plan.resources.map(({ urn }) => urn).sort();
}

function dependsOn(resource: PlannedResource, other: PlannedResource): boolean {
  return resource.dependencies.includes(other.urn);
}

/** Providers' inputs that are not text travel as JSON. */
function json(value: unknown): unknown {
  return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
}
