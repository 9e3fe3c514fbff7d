import assert from "node:assert/strict";
import { planStack, STACKS } from "../support/plans";

/** Losing one of these loses data, or names that the world knows. */
const PRECIOUS =
  /^(aws:eks\/cluster:Cluster|aws:kms\/key:Key|aws:route53\/zone:Zone|azure-native:containerservice:ManagedCluster|azure-native:keyvault:(Vault|Key)|azure-native:dns:Zone|gcp:container\/cluster:Cluster|gcp:kms\/(keyRing:KeyRing|cryptoKey:CryptoKey)|gcp:dns\/managedZone:ManagedZone)$/;

const PROD = STACKS.filter((stack) => /^(prod|eks-auto|.*-prod|gke-autopilot)$/.test(stack));

describe("protection", () => {
  for (const stack of PROD) {
    it(`${stack}: cluster, keys and zones are protected`, async () => {
      const precious = (await planStack(stack)).resources.filter(({ type }) => PRECIOUS.test(type));
      if (!stack.startsWith("local")) assert.ok(precious.length >= 3, "the plan has a cluster, a key and a zone");
      assert.deepEqual(
        precious.filter(({ protect }) => !protect).map(({ urn }) => urn),
        [],
      );
    });
  }

  it("dev can be destroyed as it is", async () => {
    assert.deepEqual(
      (await planStack("dev")).resources.filter(({ protect }) => protect).map(({ urn }) => urn),
      [],
    );
  });
});
