import type * as pulumi from "@pulumi/pulumi";

/** Who runs the program, from the provider's own token. */
export interface Caller {
  /** Object id in Entra. */
  readonly objectId: pulumi.Output<string>;
  /** Application that the caller logged in with. */
  readonly clientId: pulumi.Output<string>;
}

/** Where the stack's Azure resources go and what they all carry. */
export interface AzureContext {
  readonly location: string;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly resourceGroupId: pulumi.Output<string>;
  readonly subscriptionId: pulumi.Output<string>;
  readonly tenantId: pulumi.Output<string>;
  readonly caller: Caller;
  readonly tags: Readonly<Record<string, string>>;
}
