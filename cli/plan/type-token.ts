/** What stands for the module of a package that has none. */
const NO_MODULE = "index";

/** A type token without its package: `ec2/Vpc`, `core/v1/Namespace`, `helm.sh/v3/Release`, `RandomPassword`. */
export function shortType(type: string): string {
  const [, module = "", name = type] = type.split(":");
  // `ec2/vpc:Vpc` repeats the name as the last part of the module.
  const parts = module.split("/").filter((part) => part !== NO_MODULE && part.toLowerCase() !== name.toLowerCase());
  return [...parts, name].join("/");
}
