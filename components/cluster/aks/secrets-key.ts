import { Key, Vault } from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import { assignRole, type Principal } from "../../identity/aks/role-assignment";
import type { AzureContext } from "./context";

export interface SecretsKeyArgs {
  readonly azure: AzureContext;
  /** Name that no other vault in Azure has. */
  readonly vaultName: pulumi.Input<string>;
  /** The control plane, which encrypts and decrypts. */
  readonly principal: Principal;
  /** Keeps vault and key from being deleted: without the key, the cluster's Secrets are lost. */
  readonly protect: boolean;
}

/** Days that Azure keeps a deleted vault: the most it allows where the vault is protected, else the fewest. */
const SOFT_DELETE_DAYS = { protected: 90, unprotected: 7 } as const;

/**
 * The key that encrypts the cluster's Secrets (CIS AKS 5.3.1). The vault is open to the network and closed by roles:
 * AKS reaches a vault behind a firewall only through a private endpoint, and not at all with selected networks.
 *
 * The API makes only a key's first version, so a new version is a new key.
 */
export class SecretsKey extends pulumi.ComponentResource {
  /** Key identifier with version, as the cluster takes it. */
  readonly keyId: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: SecretsKeyArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:AksSecretsKey", name, {}, options);
    const { azure, principal, protect } = args;
    const { resourceGroupName, location, tags } = azure;
    const vault = new Vault(
      `${name}-vault`,
      {
        vaultName: args.vaultName,
        resourceGroupName,
        location,
        properties: {
          tenantId: azure.tenantId,
          sku: { family: "A", name: "standard" },
          enableRbacAuthorization: true,
          enablePurgeProtection: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: protect ? SOFT_DELETE_DAYS.protected : SOFT_DELETE_DAYS.unprotected,
        },
        tags,
      },
      { parent: this, protect },
    );
    const key = new Key(
      `${name}-secrets-key`,
      {
        keyName: "kubernetes-secrets",
        vaultName: vault.name,
        resourceGroupName,
        properties: { kty: "RSA", keySize: 3072, keyOps: ["encrypt", "decrypt"] },
        tags,
      },
      { parent: this, protect },
    );
    const role = assignRole(
      `${name}-use-secrets-key`,
      { subscriptionId: azure.subscriptionId, role: "Key Vault Crypto User", principal, scope: vault.id },
      { parent: this },
    );
    this.keyId = key.keyUriWithVersion;
    this.ready = [key, role];
    this.registerOutputs({ keyId: this.keyId });
  }
}
