import { strict as assert } from "node:assert";
import { target } from "../../components/cluster/eks";
import { architecture, isMachineType } from "../../components/cluster/eks/machine-types";
import type { Environment } from "../../stacks/config";
import { stackConfig } from "../support/config";
import { eksInput, type EksClusterInput } from "./eks-plan";

type Input = ReturnType<typeof eksInput>;
type Pool = NonNullable<EksClusterInput["nodePools"]>[number];

const POOL: Pool = { name: "general", sizes: ["m7g.large"] };

/** Paths and messages of what EKS refuses. */
function refusals(input: Input): string[] {
  return target.check(stackConfig(input)).map(({ path, message, remedy }) => {
    assert.ok(remedy.length > 0, "every refusal says what would be right");
    assert.ok(!message.endsWith("."), message);
    return `${path.join(".")}: ${message}`;
  });
}

function assertRefused(input: Input, ...expected: RegExp[]): void {
  const found = refusals(input);
  assert.equal(found.length, expected.length, found.join("\n"));
  expected.forEach((pattern, index) => assert.match(found[index] ?? "", pattern));
}

const pools = (...nodePools: Pool[]): Input => eksInput({ nodePools });

describe("EKS check", () => {
  it("accepts what each environment's preset gives, in both modes", () => {
    for (const environment of ["dev", "staging", "prod"] satisfies Environment[]) {
      for (const mode of ["standard", "auto"] as const) {
        assert.deepEqual(refusals(eksInput({ mode }, { environment })), []);
      }
    }
  });

  it("knows the form of a region", () => {
    for (const region of ["eu-central-1", "ap-southeast-5", "us-gov-west-1", "me-south-1", "mx-central-1"]) {
      assert.deepEqual(refusals(eksInput({ region })), [], region);
    }
    for (const region of ["europe-west1", "westeurope", "eu-central", "eu-central-1a", "EU-CENTRAL-1"]) {
      assertRefused(eksInput({ region }), /^cluster\.region: .* has not the form/);
    }
    assertRefused(eksInput({ region: "cn-north-1" }), /AWS China/);
  });

  it("wants twelve digits for an account", () => {
    assert.deepEqual(refusals(eksInput({ account: "012345678901" })), []);
    assertRefused(eksInput({ account: "1234" }), /^cluster\.account: 1234 is not an AWS account id/);
  });

  it("wants nodes to reach the API server inside the network", () => {
    const endpoint = { public: true, private: false, publicCidrs: ["203.0.113.0/24"] };
    assertRefused(eksInput({ endpoint }), /^cluster\.endpoint\.private: nodes would have to reach/);
  });

  it("wants roles or users as administrators, each once", () => {
    const role = "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_0a1b";
    assert.deepEqual(refusals(eksInput({ adminGroups: [role, "arn:aws:iam::123456789012:user/ops"] })), []);
    assertRefused(
      eksInput({ adminGroups: ["arn:aws:sts::123456789012:assumed-role/Admin/me", "platform-admins", role, role] }),
      /^cluster\.adminGroups\.0: a session of a role/,
      /^cluster\.adminGroups\.1: platform-admins is not the ARN/,
      /^cluster\.adminGroups\.3: .* is named twice/,
    );
  });

  it("wants a VPC that can be divided", () => {
    for (const cidr of ["10.0.0.0/16", "10.0.0.0/20"])
      assert.deepEqual(refusals(eksInput({}, { network: { cidr } })), []);
    assertRefused(eksInput({}, { network: { cidr: "10.0.0.0/15" } }), /^network\.cidr: .* larger than a VPC can be/);
    assertRefused(eksInput({}, { network: { cidr: "10.0.0.0/21" } }), /^network\.cidr: .* too small/);
  });

  it("wants a range of Services that EKS takes", () => {
    assertRefused(eksInput({}, { network: { serviceCidr: "10.96.0.0/25" } }), /^network\.serviceCidr: .*\/25/);
    assertRefused(
      eksInput({}, { network: { serviceCidr: "100.64.0.0/16" } }),
      /^network\.serviceCidr: .* private addresses/,
    );
  });

  it("wants two to six zones of the region that can hold a cluster", () => {
    assertRefused(eksInput({}, { network: { zones: 1 } }), /^network\.zones: .* at least two zones/);
    assertRefused(
      eksInput(
        { region: "us-east-1" },
        { network: { zones: ["us-east-1a", "us-east-1a", "eu-central-1a", "use1-az3"] } },
      ),
      /^network\.zones\.1: zone us-east-1a is named twice/,
      /^network\.zones\.2: eu-central-1a is not the name of a zone of us-east-1/,
      /^network\.zones\.3: zone use1-az3 cannot hold an EKS cluster/,
    );
  });

  it("wants two private subnets of an existing network, by their ids", () => {
    const existing = { id: "my-vpc", privateSubnets: ["subnet-1"], publicSubnets: ["public"] };
    assertRefused(
      eksInput({}, { network: { existing } }),
      /^network\.existing\.id: my-vpc is not the id of a VPC/,
      /^network\.existing\.privateSubnets: .* two zones/,
      /^network\.existing\.publicSubnets\.0: public is not the id of a subnet/,
    );
  });

  it("wants one architecture and real instance types in a pool", () => {
    assertRefused(
      pools({ ...POOL, sizes: ["m7g.large", "m7i.large"] }),
      /^cluster\.nodePools\.0\.sizes: .* not arm64 and x86_64/,
    );
    assertRefused(pools({ ...POOL, sizes: ["Standard_D4s_v5"] }), /^cluster\.nodePools\.0\.sizes\.0: Standard_D4s_v5/);
  });

  it("wants several sizes in a spot pool", () => {
    const spot = { name: "spot", sizes: ["m7g.large"], spot: true };
    assertRefused(pools(POOL, spot), /^cluster\.nodePools\.1\.sizes: a spot pool of one size/);
    assert.deepEqual(refusals(pools(POOL, { ...spot, sizes: ["m7g.large", "m6g.large"] })), []);
  });

  it("wants a pool where CoreDNS can run", () => {
    const taints = [{ key: "dedicated", value: "batch", effect: "NoSchedule" as const }];
    assertRefused(pools({ ...POOL, taints }), /^cluster\.nodePools: every pool is tainted/);
    assertRefused(pools({ ...POOL, min: 0 }), /^cluster\.nodePools: every pool is tainted or may be empty/);
    assertRefused(eksInput({ nodePools: [] }), /^cluster\.nodePools: a cluster needs at least one node pool/);
    assert.deepEqual(refusals(pools(POOL, { ...POOL, name: "batch", taints, min: 0 })), []);
  });

  it("wants a pool's zones in the network", () => {
    const input = eksInput(
      { nodePools: [{ ...POOL, zones: ["eu-central-1a", "eu-central-1c", "a"] }] },
      { network: { zones: ["eu-central-1a", "eu-central-1b"] } },
    );
    assertRefused(
      input,
      /^cluster\.nodePools\.0\.zones\.1: the network has no subnet in eu-central-1c/,
      /^cluster\.nodePools\.0\.zones\.2: a is not the name of a zone/,
    );
  });

  it("wants no label that stops the kubelet", () => {
    assertRefused(
      pools({ ...POOL, labels: { "node-role.kubernetes.io/infra": "", "node.kubernetes.io/role": "x", team: "a" } }),
      /^cluster\.nodePools\.0\.labels\.node-role\.kubernetes\.io\/infra: /,
    );
  });

  it("wants no pools in Auto Mode", () => {
    assertRefused(eksInput({ mode: "auto", nodePools: [POOL] }), /^cluster\.nodePools: EKS Auto Mode makes nodes/);
  });

  it("wants days that CloudWatch Logs can keep, and a hosted zone's id", () => {
    assertRefused(
      eksInput(
        {},
        {
          availability: { logRetentionDays: 100 },
          addons: { fluentBit: { retentionDays: 5000 } },
          domain: "example.com",
          dns: { manage: "use", id: "/hostedzone/Z1" },
        },
      ),
      /^availability\.logRetentionDays: .* 100 days/,
      /^addons\.fluentBit\.retentionDays: .* 5000 days/,
      /^dns\.id: \/hostedzone\/Z1 is not the id/,
    );
  });

  it("wants tags that AWS takes", () => {
    const tags = { "aws:team": "a", owner: "a#b", note: "x".repeat(257), "cost centre": "4711 (?)", team: "Zürich" };
    assertRefused(
      eksInput({}, { tags }),
      /^tags\.aws:team: /,
      /^tags\.owner: /,
      /^tags\.note: /,
      /^tags\.cost centre: /,
    );
  });

  it("wants a load balancer controller for the gateway, but for Auto Mode, which has one", () => {
    const addons = { awsLoadBalancerController: { enabled: false } };
    assertRefused(eksInput({}, { addons }), /^addons\.awsLoadBalancerController\.enabled: /);
    assert.deepEqual(refusals(eksInput({ mode: "auto" }, { addons })), []);
    assert.deepEqual(refusals(eksInput({}, { addons: { ...addons, gateway: { enabled: false } } })), []);
  });
});

describe("EKS machine types", () => {
  it("tells Graviton by its name", () => {
    for (const size of [
      "m7g.large",
      "t4g.small",
      "c7gn.16xlarge",
      "r8gd.metal-24xl",
      "im4gn.large",
      "is4gen.large",
      "x2gd.large",
      "hpc7g.4xlarge",
      "g5g.xlarge",
      "a1.large",
    ]) {
      assert.ok(isMachineType(size), size);
      assert.equal(architecture(size), "arm64", size);
    }
    for (const size of [
      "m7i.large",
      "m7i-flex.large",
      "c7a.metal-48xl",
      "g4dn.xlarge",
      "g6.xlarge",
      "p4de.24xlarge",
      "inf2.xlarge",
      "trn1n.32xlarge",
      "u-6tb1.metal",
      "t3.medium",
    ]) {
      assert.ok(isMachineType(size), size);
      assert.equal(architecture(size), "x86_64", size);
    }
  });
});

describe("EKS preset", () => {
  it("has room for three replicas in three zones in prod, and nothing to make in Auto Mode", () => {
    const { nodePools } = target.preset("prod", "standard");
    assert.ok(nodePools.every(({ min }) => min >= 3));
    assert.deepEqual(target.preset("prod", "auto").nodePools, []);
  });
});

describe("EKS facts", () => {
  it("says what the configuration gives", () => {
    const standard = target.facts(stackConfig(eksInput({}, { environment: "prod", domain: "example.com" })));
    assert.match(standard.network, /VPC over 3 zones, private nodes, a NAT gateway a zone, flow logs/);
    assert.match(standard.dns, /Route 53 zone example\.com/);
    const auto = target.facts(stackConfig(eksInput({ mode: "auto", workloadIdentity: "irsa" })));
    assert.match(auto.cluster, /Auto Mode/);
    assert.match(auto.loadBalancer, /EKS Auto Mode/);
    assert.equal(auto.workloadIdentity, "IAM roles for service accounts");
    assert.equal(auto.dns, "off");
  });
});
