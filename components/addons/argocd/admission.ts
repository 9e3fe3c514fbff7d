import * as kubernetes from "@pulumi/kubernetes";
import type { AddonContext } from "../contract";

const POLICY = "argocd-no-default-project";

/**
 * Refuses Applications in Argo CD's project `default`, which allows every source, destination and kind, and which
 * Argo CD makes again whenever it is missing. Waits for nothing: it holds before the first Application can exist.
 */
export function createDefaultProjectBan({ config, target, parent }: AddonContext): void {
  const options = { parent, dependsOn: [...target.ready] };
  const policy = new kubernetes.admissionregistration.v1.ValidatingAdmissionPolicy(
    POLICY,
    {
      metadata: { name: POLICY },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ["argoproj.io"],
              apiVersions: ["*"],
              resources: ["applications"],
              operations: ["CREATE", "UPDATE"],
            },
          ],
        },
        validations: [
          {
            expression: 'object.spec.project != "default"',
            message: "Project default allows everything: name a project of your own in spec.project.",
            reason: "Forbidden",
          },
        ],
      },
    },
    options,
  );
  new kubernetes.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
    POLICY,
    {
      metadata: { name: POLICY },
      spec: {
        policyName: POLICY,
        validationActions: config.policies.productionRules === "mandatory" ? ["Deny"] : ["Warn", "Audit"],
      },
    },
    { parent, dependsOn: policy },
  );
}
