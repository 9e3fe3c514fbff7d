import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass";
import * as pulumi from "@pulumi/pulumi";
import type { Storage } from "../contract";

export interface EksStorageArgs {
  readonly mode: "standard" | "auto";
  /** Encrypts volumes; undefined: AWS' own key for EBS. */
  readonly keyArn: pulumi.Output<string> | undefined;
  /** The CSI driver's add-on; EKS Auto Mode has the driver built in. */
  readonly driver: readonly pulumi.Resource[];
}

/** The default StorageClass: encrypted gp3. */
export class EksStorage extends pulumi.ComponentResource implements Storage {
  readonly className = "gp3";
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: EksStorageArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:EksStorage", name, {}, options);
    const driver = args.mode === "auto" ? "ebs.csi.eks.amazonaws.com" : "ebs.csi.aws.com";
    const storageClass = new StorageClass(
      `${name}-gp3`,
      {
        metadata: { name: this.className, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
        provisioner: driver,
        parameters: { type: "gp3", encrypted: "true", ...(args.keyArn && { kmsKeyId: args.keyArn }) },
        // A volume lies in one zone: it waits to learn where its pod runs.
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        reclaimPolicy: "Delete",
      },
      { parent: this, dependsOn: [...args.driver] },
    );
    this.ready = [storageClass];
    this.registerOutputs();
  }
}
