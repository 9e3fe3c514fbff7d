export type Architecture = "arm64" | "x86_64";

/** `m7g.large`, `c7i-flex.xlarge`, `u-6tb1.metal` */
const MACHINE_TYPE = /^(?<family>[a-z][a-z0-9-]*)\.(?:nano|micro|small|medium|large|\d*xlarge|metal(?:-\d+xl)?)$/;

/** True when `size` has the form of an EC2 instance type. */
export function isMachineType(size: string): boolean {
  return MACHINE_TYPE.test(size);
}

/**
 * The processor architecture of an EC2 instance type, by its name: Graviton families have a `g` among the letters
 * after the generation (`m7g`, `c7gn`, `im4gn`), and `a1` came before that rule.
 * Source: Amazon EC2 instance types guide, "Naming conventions".
 */
export function architecture(size: string): Architecture {
  const family = size.split(".")[0] ?? "";
  const options = /^[a-z]+\d+(?<options>[a-z]*)/.exec(family)?.groups?.options ?? "";
  return family === "a1" || options.includes("g") ? "arm64" : "x86_64";
}
