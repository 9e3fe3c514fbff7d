import type { Identity } from "../contract";

/** A cluster outside a cloud has no identities to give: nothing is granted and nothing waits for it. */
export const noIdentity: Identity = {
  grant: () => ({ identity: undefined, serviceAccountAnnotations: {}, podLabels: {}, ready: [] }),
};
