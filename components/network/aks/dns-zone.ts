import { Zone } from "@pulumi/azure-native/dns";
import * as pulumi from "@pulumi/pulumi";
import type { DnsConfig } from "../../../stacks/config";
import type { AzureContext } from "../../cluster/aks/context";
import type { Dns } from "../../cluster/contract";
import type { Grant } from "../../identity/contract";
import { parseZoneId } from "./zone-id";

export interface AzureDnsZoneArgs extends DnsConfig {
  readonly azure: AzureContext;
  /** Keeps the zone, and with it the delegation, from being deleted. */
  readonly protect: boolean;
}

/** The stack's public Azure DNS zone: made here, or one that is there already. */
export class AzureDnsZone extends pulumi.ComponentResource implements Dns {
  readonly zone: string;
  readonly nameServers: pulumi.Output<string[]> | undefined;
  readonly ready: readonly pulumi.Resource[];
  readonly zoneId: pulumi.Output<string>;
  readonly subscriptionId: pulumi.Output<string>;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly resourceGroupId: pulumi.Output<string>;

  constructor(name: string, args: AzureDnsZoneArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:network:AzureDnsZone", name, {}, options);
    this.zone = args.zone;
    if (args.manage === "create") {
      const zone = this.create(name, args);
      this.zoneId = zone.id;
      this.nameServers = zone.nameServers;
      this.ready = [zone];
      this.subscriptionId = args.azure.subscriptionId;
      this.resourceGroupName = args.azure.resourceGroupName;
      this.resourceGroupId = args.azure.resourceGroupId;
    } else {
      const existing = parseZoneId(args.id ?? "");
      if (existing === undefined) throw new Error(`dns.id ${args.id ?? ""} is no resource id of a DNS zone`);
      this.zoneId = pulumi.output(existing.id);
      this.nameServers = undefined;
      this.ready = [];
      this.subscriptionId = pulumi.output(existing.subscriptionId);
      this.resourceGroupName = pulumi.output(existing.resourceGroupName);
      this.resourceGroupId = pulumi.output(existing.resourceGroupId);
    }
    this.registerOutputs({ zoneId: this.zoneId });
  }

  /** cert-manager takes its token from the pod's own identity; the client id tells which one. */
  solver(grant: Grant): pulumi.Input<Record<string, unknown>> {
    return {
      azureDNS: {
        subscriptionID: this.subscriptionId,
        resourceGroupName: this.resourceGroupName,
        hostedZoneName: this.zone,
        environment: "AzurePublicCloud",
        managedIdentity: { clientID: grant.identity },
      },
    };
  }

  private create(name: string, { azure, zone, protect }: AzureDnsZoneArgs): Zone {
    return new Zone(
      `${name}-zone`,
      {
        zoneName: zone,
        resourceGroupName: azure.resourceGroupName,
        // DNS zones are the one resource here that belongs to no region.
        location: "global",
        zoneType: "Public",
        tags: azure.tags,
      },
      { parent: this, protect },
    );
  }
}
