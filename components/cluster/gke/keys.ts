import { CryptoKey, CryptoKeyIAMMember, KeyRing } from "@pulumi/gcp/kms";
import * as pulumi from "@pulumi/pulumi";
import type { GoogleProject } from "./project";

/** 90 days, the longest rotation that CIS Google Cloud 1.10 accepts. */
const ROTATION_PERIOD = "7776000s";
const ENCRYPTER_DECRYPTER = "roles/cloudkms.cryptoKeyEncrypterDecrypter";

export interface GkeKeysArgs {
  readonly project: GoogleProject;
  /** The cluster's region: GKE takes keys of its own region only. */
  readonly region: string;
  /** Protects the keys against deletion, which would make all that they encrypt unreadable. */
  readonly protect: boolean;
}

/** A key that one service agent may use. */
export interface GrantedKey {
  readonly id: pulumi.Output<string>;
  /** The agent's grant; what is encrypted with the key waits for it. */
  readonly ready: CryptoKeyIAMMember;
}

/**
 * Cloud KMS keys: one for Secrets in etcd (CIS GKE 5.3.1), one for node boot disks and volumes (5.9.1, 5.9.2).
 * Names are generated, because Cloud KMS never gives a key ring's name back after its deletion.
 */
export class GkeKeys extends pulumi.ComponentResource {
  readonly secrets: GrantedKey;
  readonly disks: GrantedKey;

  constructor(name: string, args: GkeKeysArgs, opts: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:GkeKeys", name, {}, opts);
    const ring = new KeyRing(
      name,
      { location: args.region, project: args.project.projectId },
      { parent: this, protect: args.protect },
    );
    const key = (purpose: string, agent: pulumi.Output<string>): GrantedKey => {
      const cryptoKey = new CryptoKey(
        `${name}-${purpose}`,
        { keyRing: ring.id, rotationPeriod: ROTATION_PERIOD },
        { parent: this, protect: args.protect },
      );
      const ready = new CryptoKeyIAMMember(
        `${name}-${purpose}-agent`,
        { cryptoKeyId: cryptoKey.id, role: ENCRYPTER_DECRYPTER, member: agent },
        { parent: this },
      );
      return { id: cryptoKey.id, ready };
    };
    this.secrets = key("secrets", args.project.gkeAgent);
    this.disks = key("disks", args.project.computeAgent);
    this.registerOutputs({ secrets: this.secrets.id, disks: this.disks.id });
  }
}
