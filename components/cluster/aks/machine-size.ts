/** What the name of an Azure machine size tells (Microsoft Learn, "Azure virtual machine sizes naming conventions"). */
export interface MachineSize {
  /** Such as `D`, `NC` or `B`. */
  readonly family: string;
  readonly vcpus: number;
  readonly arm64: boolean;
  /** True where premium disks can be attached. */
  readonly premiumStorage: boolean;
  readonly burstable: boolean;
}

const SIZE = /^Standard_([A-Z]+)(\d+)(?:-\d+)?([a-z]*)(?:_[A-Za-z0-9]+)*$/;

/** Reads a name such as `Standard_D4ps_v5`; undefined where it has another form. */
export function parseMachineSize(name: string): MachineSize | undefined {
  const match = SIZE.exec(name);
  if (!match) return undefined;
  const [, family = "", vcpus = "", features = ""] = match;
  return {
    family,
    vcpus: Number(vcpus),
    arm64: features.includes("p"),
    premiumStorage: features.includes("s") || family.endsWith("S"),
    burstable: family === "B",
  };
}
