import {
  Firewall,
  getSubnetworkOutput,
  Network,
  Router,
  RouterNat,
  Subnetwork,
  type SubnetworkArgs,
} from "@pulumi/gcp/compute";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingNetworkConfig, NetworkConfig } from "../../../stacks/config";
import { planRanges } from "./ranges";

export interface GkeNetworkArgs {
  readonly network: NetworkConfig;
  readonly region: string;
  readonly project: pulumi.Input<string>;
  /** Network tag that all nodes carry. */
  readonly nodeTag: string;
}

/**
 * Ports that admission webhooks listen on. GKE opens 443 and 10250 from the control plane by itself: cert-manager and
 * prometheus-operator need no more; Envoy Gateway listens on 9443, many policy engines on 8443.
 */
const WEBHOOK_PORTS = ["8443", "9443"];
const POD_RANGE = "pods";
const SERVICE_RANGE = "services";
/** GKE's leftovers (network endpoint groups, `k8s-*` firewall rules) hold on to a network for minutes. */
const DELETE_TIMEOUT = { delete: "20m" };

/**
 * The VPC-native network of a GKE cluster: one subnetwork with secondary ranges for pods and Services, private access
 * to Google's APIs, flow logs (CIS GKE 5.6.1), Cloud NAT as the only way out, and a way for the control plane to reach
 * webhooks. Cloud NAT is regional and survives a zone's loss, so `network.nat` changes nothing here.
 */
export class GkeNetwork extends pulumi.ComponentResource {
  /** Self link or name of the network. */
  readonly network: pulumi.Output<string>;
  /** Self link or name of the nodes' subnetwork. */
  readonly subnetwork: pulumi.Output<string>;
  /** Range of the nodes, in CIDR notation. */
  readonly nodeCidr: pulumi.Output<string>;
  /** The control plane's /28; undefined in a network that exists, where GKE takes an address of the subnetwork. */
  readonly controlPlaneCidr: string | undefined;
  readonly podRange: string;
  readonly serviceRange: string;
  /** What nodes need before they can pull images and register. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: GkeNetworkArgs, opts: pulumi.ComponentResourceOptions) {
    super("kiban:network:GkeNetwork", name, {}, opts);
    const parts = args.network.existing
      ? this.useExisting(args, args.network.existing)
      : this.createNetwork(name, args);
    this.network = parts.network;
    this.subnetwork = parts.subnetwork;
    this.nodeCidr = parts.nodeCidr;
    this.controlPlaneCidr = parts.controlPlaneCidr;
    this.ready = parts.ready;
    this.podRange = args.network.existing?.podRange ?? POD_RANGE;
    this.serviceRange = args.network.existing?.serviceRange ?? SERVICE_RANGE;
    this.registerOutputs({ network: this.network, subnetwork: this.subnetwork });
  }

  /** A network that exists is used as it is: its owner sees to NAT, firewall rules and flow logs. */
  private useExisting(args: GkeNetworkArgs, existing: ExistingNetworkConfig): Parts {
    const subnetwork = existing.privateSubnets[0] ?? "";
    const found = getSubnetworkOutput(
      subnetwork.includes("/")
        ? { selfLink: subnetwork }
        : { name: subnetwork, region: args.region, project: args.project },
      { parent: this },
    );
    return {
      network: pulumi.output(existing.id),
      subnetwork: pulumi.output(subnetwork),
      nodeCidr: found.ipCidrRange,
      controlPlaneCidr: undefined,
      ready: [],
    };
  }

  private createNetwork(name: string, args: GkeNetworkArgs): Parts {
    const ranges = planRanges(args.network.cidr);
    const { project, region } = args;
    const network = new Network(
      name,
      { autoCreateSubnetworks: false, routingMode: "REGIONAL", project },
      { parent: this, customTimeouts: DELETE_TIMEOUT },
    );
    const subnetwork = new Subnetwork(
      `${name}-nodes`,
      {
        network: network.id,
        project,
        region,
        ipCidrRange: ranges.nodes,
        privateIpGoogleAccess: true,
        secondaryIpRanges: [
          { rangeName: POD_RANGE, ipCidrRange: args.network.podCidr },
          { rangeName: SERVICE_RANGE, ipCidrRange: args.network.serviceCidr },
        ],
        logConfig: args.network.flowLogs ? FLOW_LOGS : undefined,
      },
      { parent: this, customTimeouts: DELETE_TIMEOUT },
    );
    const router = new Router(`${name}-router`, { network: network.id, project, region }, { parent: this });
    const nat = new RouterNat(
      `${name}-nat`,
      {
        router: router.name,
        project,
        region,
        natIpAllocateOption: "AUTO_ONLY",
        sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
        logConfig: { enable: true, filter: "ERRORS_ONLY" },
      },
      { parent: this },
    );
    const webhooks = new Firewall(
      `${name}-webhooks`,
      {
        network: network.id,
        project,
        description: "GKE control plane to admission webhooks on nodes",
        direction: "INGRESS",
        sourceRanges: [ranges.controlPlane],
        targetTags: [args.nodeTag],
        allows: [{ protocol: "tcp", ports: WEBHOOK_PORTS }],
      },
      { parent: this },
    );
    return {
      network: network.selfLink,
      subnetwork: subnetwork.selfLink,
      nodeCidr: pulumi.output(ranges.nodes),
      controlPlaneCidr: ranges.controlPlane,
      ready: [nat, webhooks],
    };
  }
}

type Parts = Pick<GkeNetwork, "network" | "subnetwork" | "nodeCidr" | "controlPlaneCidr" | "ready">;

/** Half of the flows in steps of five seconds, which is Google's own default, with all of what is known of each. */
const FLOW_LOGS: SubnetworkArgs["logConfig"] = {
  aggregationInterval: "INTERVAL_5_SEC",
  flowSampling: 0.5,
  metadata: "INCLUDE_ALL_METADATA",
};
