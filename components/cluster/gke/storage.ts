import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { GrantedKey } from "./keys";

/** Name of the storage class in the cluster. */
export const STORAGE_CLASS = "pd-balanced-encrypted";

export interface StorageClassArgs {
  /** Key of the disks. */
  readonly key: GrantedKey;
  /** Keeps a disk when its claim is deleted. */
  readonly retain: boolean;
}

/**
 * Balanced persistent disks under the stack's own key (CIS GKE 5.9.1). A class of its own beside GKE's `standard-rwo`,
 * which has the same disks but Google's key, and which GKE resets when somebody changes it.
 */
export function encryptedStorageClass(
  name: string,
  { key, retain }: StorageClassArgs,
  opts: pulumi.CustomResourceOptions,
): kubernetes.storage.v1.StorageClass {
  return new kubernetes.storage.v1.StorageClass(
    name,
    {
      metadata: { name: STORAGE_CLASS },
      provisioner: "pd.csi.storage.gke.io",
      parameters: { type: "pd-balanced", "disk-encryption-kms-key": key.id },
      allowVolumeExpansion: true,
      reclaimPolicy: retain ? "Retain" : "Delete",
      // The disk is made where its pod is: a disk lives in one zone.
      volumeBindingMode: "WaitForFirstConsumer",
    },
    // Parameters are immutable and the name is fixed.
    { ...opts, deleteBeforeReplace: true, dependsOn: [key.ready] },
  );
}
