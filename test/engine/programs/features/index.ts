import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

class Team extends pulumi.ComponentResource {
  readonly namespace: kubernetes.core.v1.Namespace;

  constructor(name: string, options: pulumi.ComponentResourceOptions) {
    super("features:index:Team", name, {}, options);
    this.namespace = new kubernetes.core.v1.Namespace(`${name}-namespace`, {}, { parent: this, retainOnDelete: true });
    const password = new random.RandomPassword(`${name}-password`, { length: 20 }, { parent: this });
    new kubernetes.core.v1.Secret(
      `${name}-login`,
      { metadata: { namespace: this.namespace.metadata.name }, stringData: { password: password.result } },
      { parent: this, additionalSecretOutputs: ["metadata"] },
    );
    this.registerOutputs({ namespace: this.namespace.metadata.name });
  }
}

function cluster(name: string, provider: aws.Provider): eks.Cluster {
  return new eks.Cluster(
    name,
    {
      vpcId: "vpc-1",
      privateSubnetIds: ["subnet-a", "subnet-b"],
      authenticationMode: "API",
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      providerCredentialOpts: {},
    },
    {
      providers: { aws: provider },
      transforms: [({ props, opts }) => ({ props: { ...props, tags: { by: "transform" } }, opts })],
    },
  );
}

export = async (): Promise<Record<string, unknown>> => {
  const config = new pulumi.Config();
  pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
    type === "kubernetes:core/v1:Namespace" ? { props: { ...props, kind: "Namespace" }, opts } : undefined,
  );
  const provider = new aws.Provider("aws", { region: "eu-west-1" });
  const control = cluster("main", provider);
  const inCluster = new kubernetes.Provider("in-cluster", { kubeconfig: control.kubeconfigJson });
  const teams = ["red", "blue"].map((name) => new Team(name, { provider: inCluster, protect: true }));
  const bucket = new aws.s3.Bucket(
    "logs",
    { tags: { token: config.requireSecret("token"), owner: config.require("owner") } },
    { provider, aliases: [{ name: "old-logs" }], ignoreChanges: ["tags.owner"], dependsOn: teams },
  );
  await pulumi.log.warn("a message of the program", bucket);
  return {
    account: aws.getCallerIdentityOutput({}, { provider }).accountId,
    bucket: bucket.arn,
    token: config.requireSecret("token"),
  };
};
