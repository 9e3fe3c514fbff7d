import { ProjectBucketConfig, ProjectExclusion, ProjectSink } from "@pulumi/gcp/logging";
import * as pulumi from "@pulumi/pulumi";

export interface LogArchiveArgs {
  readonly project: pulumi.Input<string>;
  readonly region: string;
  /** Log entries that belong here, in Cloud Logging's query language. */
  readonly filter: string;
  readonly retentionDays: number;
}

/**
 * A log bucket with a retention of its own, for entries that would otherwise stay 30 days in the project's `_Default`
 * bucket. The exclusion takes them out of `_Default`, so that nothing is stored, or paid for, twice. A sink to a
 * bucket of its own project needs no grant.
 */
export class LogArchive extends pulumi.ComponentResource {
  constructor(name: string, args: LogArchiveArgs, opts: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:LogArchive", name, {}, opts);
    const { project, filter } = args;
    const bucket = new ProjectBucketConfig(
      name,
      // The id cannot be generated: the API has no other name for a bucket.
      { project, location: args.region, bucketId: name, retentionDays: args.retentionDays },
      { parent: this },
    );
    const sink = new ProjectSink(
      name,
      {
        project,
        destination: pulumi.interpolate`logging.googleapis.com/${bucket.id}`,
        filter,
        uniqueWriterIdentity: true,
      },
      { parent: this },
    );
    // After the sink: entries that are already excluded and not yet routed would be lost.
    new ProjectExclusion(name, { project, filter }, { parent: this, dependsOn: [sink] });
    this.registerOutputs({ bucket: bucket.id });
  }
}

/** Entries of one kind of one cluster. */
export function clusterLogs(
  type: "k8s_container" | "k8s_control_plane_component",
  clusterName: string,
  region: string,
): string {
  return [
    `resource.type="${type}"`,
    `resource.labels.cluster_name="${clusterName}"`,
    `resource.labels.location="${region}"`,
  ].join(" AND ");
}
