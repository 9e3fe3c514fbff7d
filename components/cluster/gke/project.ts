import { Service, ServiceIdentity } from "@pulumi/gcp/projects";
import { getProjectOutput } from "@pulumi/gcp/organizations";
import * as pulumi from "@pulumi/pulumi";

/**
 * APIs that the target calls. `serviceusage` and `cloudresourcemanager` must be on already, since the calls that turn
 * the others on go through them; listing them keeps them on.
 */
const APIS = [
  "artifactregistry",
  "binaryauthorization",
  "cloudkms",
  "cloudresourcemanager",
  "compute",
  "container",
  "containersecurity",
  "dns",
  "iam",
  "iamcredentials",
  "logging",
  "monitoring",
  "serviceusage",
  "storage",
  "sts",
] as const;

export interface GoogleProjectArgs {
  /** Project id; undefined: the project of the credentials. */
  readonly account: string | undefined;
}

/** What the stack needs of its Google Cloud project: its id and number, APIs turned on, and GKE's service agent. */
export class GoogleProject extends pulumi.ComponentResource {
  /** Project id, such as `acme-platform`. */
  readonly projectId: pulumi.Output<string>;
  /** Project number, which the names of service agents and workload identity principals carry. */
  readonly number: pulumi.Output<string>;
  /** IAM member of GKE's service agent, which encrypts Secrets with the stack's key. */
  readonly gkeAgent: pulumi.Output<string>;
  /** IAM member of Compute Engine's service agent, which encrypts disks with the stack's key. */
  readonly computeAgent: pulumi.Output<string>;

  constructor(name: string, args: GoogleProjectArgs, opts: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:GoogleProject", name, {}, opts);
    const project = getProjectOutput(args.account === undefined ? {} : { projectId: args.account }, { parent: this });
    this.projectId = args.account === undefined ? project.id.apply(withoutCollection) : pulumi.output(args.account);
    this.number = project.number;

    const apis = APIS.map(
      (api) =>
        new Service(
          `${name}-${api}`,
          // Turning an API off would break whatever else the project runs.
          { service: `${api}.googleapis.com`, project: this.projectId, disableOnDestroy: false },
          { parent: this },
        ),
    );
    // In a fresh project the agent exists only once somebody asks for it, and a grant to it fails before that.
    const agent = new ServiceIdentity(
      `${name}-gke-agent`,
      { service: "container.googleapis.com", project: this.projectId },
      { parent: this, dependsOn: apis },
    );
    this.gkeAgent = agent.member;
    this.computeAgent = pulumi.interpolate`serviceAccount:service-${this.number}@compute-system.iam.gserviceaccount.com`;
    this.registerOutputs({ projectId: this.projectId, number: this.number });
  }
}

/** `acme-platform` of `projects/acme-platform`, the one output that always carries the project's id. */
function withoutCollection(id: string): string {
  return id.replace(/^projects\//, "");
}
