import { getManagedZonesOutput, ManagedZone } from "@pulumi/gcp/dns";
import * as pulumi from "@pulumi/pulumi";
import type { DnsConfig } from "../../../stacks/config";
import type { Dns } from "../../cluster/contract";

export interface CloudDnsZoneArgs {
  readonly dns: DnsConfig;
  readonly project: pulumi.Input<string>;
  /** Protects a zone that the stack makes: its name servers never come back. */
  readonly protect: boolean;
}

/** The stack's public zone in Cloud DNS: made with DNSSEC, or found by name. */
export class CloudDnsZone extends pulumi.ComponentResource implements Dns {
  readonly zone: string;
  /** Name of the managed zone in Cloud DNS, such as `platform-example-com`; not its DNS name. */
  readonly managedZone: pulumi.Output<string>;
  /** Name servers to delegate to, for a zone that the stack made; its DS record goes to the parent zone too. */
  readonly nameServers: pulumi.Output<string[]> | undefined;
  readonly ready: readonly pulumi.Resource[];
  readonly #project: pulumi.Input<string>;

  constructor(name: string, args: CloudDnsZoneArgs, opts: pulumi.ComponentResourceOptions) {
    super("kiban:network:CloudDnsZone", name, {}, opts);
    const { dns, project } = args;
    this.zone = dns.zone;
    this.#project = project;
    if (dns.manage === "create") {
      const zone = new ManagedZone(
        name,
        {
          project,
          dnsName: `${dns.zone}.`,
          description: `Public zone of ${dns.zone}`,
          dnssecConfig: { state: "on" },
          // Records that ExternalDNS made would keep an unprotected zone from being destroyed with its stack.
          forceDestroy: !args.protect,
        },
        { parent: this, protect: args.protect },
      );
      this.managedZone = zone.name;
      this.nameServers = zone.nameServers;
      this.ready = [zone];
    } else {
      this.managedZone = dns.id === undefined ? this.find(dns.zone, project) : pulumi.output(dns.id);
      this.nameServers = undefined;
      this.ready = [];
    }
    this.registerOutputs({ managedZone: this.managedZone, nameServers: this.nameServers });
  }

  /** The zone's name spares cert-manager the permission to list all zones; its pod is the principal by itself. */
  solver(): pulumi.Input<Record<string, unknown>> {
    return { cloudDNS: { project: this.#project, hostedZoneName: this.managedZone } };
  }

  private find(dnsName: string, project: pulumi.Input<string>): pulumi.Output<string> {
    const zones = getManagedZonesOutput({ project }, { parent: this });
    return pulumi.all([zones.managedZones, project]).apply(([found, projectId]) => {
      const zone = found.find((one) => one.dnsName === `${dnsName}.` && one.visibility === "public");
      if (zone?.name === undefined) {
        throw new Error(
          `Cloud DNS of project ${projectId} has no public zone ${dnsName}; ` +
            "set kiban:dns.manage to create, or kiban:dns.id to the managed zone's name",
        );
      }
      return zone.name;
    });
  }
}
