import { getZoneOutput } from "@pulumi/aws/route53/getZone";
import { Zone } from "@pulumi/aws/route53/zone";
import * as pulumi from "@pulumi/pulumi";
import type { DnsConfig } from "../../../stacks/config";
import type { Dns } from "../../cluster/contract";

export interface DnsZoneArgs extends DnsConfig {
  readonly region: string;
  /** Keeps the zone, and with it the delegation, from being deleted. */
  readonly protect: boolean;
}

/** The stack's public Route 53 zone: made here, or one that is there already. */
export class DnsZone extends pulumi.ComponentResource implements Dns {
  readonly zone: string;
  readonly nameServers: pulumi.Output<string[]> | undefined;
  readonly ready: readonly pulumi.Resource[];
  /** Hosted zone id, such as `Z0123456789ABCDEFGHIJ`. */
  readonly zoneId: pulumi.Output<string>;
  private readonly region: string;

  constructor(name: string, args: DnsZoneArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:network:DnsZone", name, {}, options);
    this.zone = args.zone;
    this.region = args.region;
    if (args.manage === "create") {
      const zone = new Zone(
        `${name}-zone`,
        // Records that ExternalDNS made would keep an unprotected zone from being destroyed with its stack.
        { name: args.zone, forceDestroy: !args.protect },
        { parent: this, protect: args.protect },
      );
      this.zoneId = zone.zoneId;
      this.nameServers = zone.nameServers;
      this.ready = [zone];
    } else {
      this.zoneId =
        args.id === undefined
          ? getZoneOutput({ name: args.zone, privateZone: false }, { parent: this }).apply(({ zoneId }) => zoneId)
          : pulumi.output(args.id);
      this.nameServers = undefined;
      this.ready = [];
    }
    this.registerOutputs({ zoneId: this.zoneId });
  }

  /** The zone's id spares cert-manager the permission to list all zones; its role comes with the pod. */
  solver(): pulumi.Input<Record<string, unknown>> {
    return { route53: { region: this.region, hostedZoneID: this.zoneId } };
  }
}
