import * as z from "zod";
import { cidr } from "./primitives";

const existing = z.strictObject({
  id: z
    .string()
    .min(1)
    .describe("VPC id (EKS), virtual network resource id (AKS), or network name or self link (GKE)."),
  privateSubnets: z
    .array(z.string().min(1))
    .min(1, "must name at least one subnet")
    .describe(
      "Subnets for nodes: private subnet ids in two or more zones (EKS), one subnet id (AKS), one subnetwork (GKE).",
    ),
  publicSubnets: z.array(z.string().min(1)).optional().describe("EKS: public subnets for load balancers."),
  apiServerSubnet: z
    .string()
    .min(1)
    .optional()
    .describe("AKS: subnet delegated to Microsoft.ContainerService/managedClusters, /28 or larger."),
  podRange: z.string().min(1).optional().describe("GKE: name of the secondary range for pods."),
  serviceRange: z.string().min(1).optional().describe("GKE: name of the secondary range for Services."),
});

export const network = z
  .strictObject({
    cidr: cidr.optional().describe("Range of the VPC or virtual network. Default 10.0.0.0/16."),
    podCidr: cidr
      .optional()
      .describe(
        "Pods' range on AKS (overlay) and GKE (secondary range); EKS pods take addresses of the VPC. Default 10.64.0.0/16.",
      ),
    serviceCidr: cidr.optional().describe("Services' range. Default 10.96.0.0/20."),
    zones: z
      .union([z.int().min(1).max(6), z.array(z.string().min(1)).min(1).max(6)])
      .optional()
      .describe("Zones to spread over: how many, or their names. Default 3."),
    nat: z
      .enum(["single", "zone"])
      .optional()
      .describe(
        "One NAT gateway for all zones, or one for each (EKS; AKS always has one, and Cloud NAT of GKE is regional). Default: by environment.",
      ),
    flowLogs: z
      .boolean()
      .optional()
      .describe(
        "Log the network's flows (EKS, GKE; on AKS they belong to the subscription's Network Watcher). Default true.",
      ),
    existing: existing.optional().describe("Use a network that exists; the stack then makes none."),
  })
  .describe("The network around the cluster.");
