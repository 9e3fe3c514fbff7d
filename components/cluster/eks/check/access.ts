import type { CloudClusterConfig } from "../../../../stacks/config";
import type { Problem } from "../../../../stacks/problem";

const REGION = /^[a-z]{2}(-gov)?-(central|north|south|east|west|northeast|northwest|southeast|southwest)-\d$/;
const PRINCIPAL = /^arn:aws(-us-gov)?:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;
const SESSION = /^arn:aws(-us-gov)?:sts::(?<account>\d{12}):assumed-role\/(?<role>[^/]+)\//;

/** Region, account, endpoint and administrators. */
export function checkAccess(cluster: CloudClusterConfig): Problem[] {
  return [
    ...checkRegion(cluster.region),
    ...checkAccount(cluster.account),
    ...checkEndpoint(cluster),
    ...cluster.adminGroups.flatMap((arn, index) => checkAdministrator(arn, index, cluster.adminGroups)),
  ];
}

function checkRegion(region: string): Problem[] {
  const path = ["cluster", "region"];
  if (region.startsWith("cn-")) {
    return [
      {
        path,
        message: `${region} is a region of AWS China, whose endpoints and policies differ`,
        remedy: "use a region of another partition",
      },
    ];
  }
  if (REGION.test(region)) return [];
  return [{ path, message: `${region} has not the form of an AWS region`, remedy: "give one such as eu-central-1" }];
}

function checkAccount(account: string | undefined): Problem[] {
  if (account === undefined || /^\d{12}$/.test(account)) return [];
  return [
    {
      path: ["cluster", "account"],
      message: `${account} is not an AWS account id`,
      remedy: "give its twelve digits in quotes, leading zeros included",
    },
  ];
}

function checkEndpoint({ endpoint }: CloudClusterConfig): Problem[] {
  if (!endpoint.public || endpoint.private) return [];
  return [
    {
      path: ["cluster", "endpoint", "private"],
      message: "nodes would have to reach the API server by the internet, where publicCidrs shuts them out",
      remedy: "set private: true beside the public endpoint",
    },
  ];
}

function checkAdministrator(arn: string, index: number, all: readonly string[]): Problem[] {
  const path = ["cluster", "adminGroups", index];
  const session = SESSION.exec(arn)?.groups;
  if (session) {
    return [
      {
        path,
        message: "a session of a role cannot have access, only the role itself",
        remedy: `give the role's ARN with its path: aws iam get-role --role-name ${session.role} --query Role.Arn`,
      },
    ];
  }
  if (!PRINCIPAL.test(arn)) {
    return [
      {
        path,
        message: `${arn} is not the ARN of an IAM role or user`,
        remedy: "give one such as arn:aws:iam::123456789012:role/platform-admins",
      },
    ];
  }
  if (all.indexOf(arn) === index) return [];
  return [{ path, message: `${arn} is named twice`, remedy: "name each administrator once" }];
}
