/** Type of the resource that stands for the stack itself. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

const PROVIDER_TYPE_PREFIX = "pulumi:providers:";

/** The parts of `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** Types of the ancestors (without the stack) and of the resource, joined by `$`. */
  readonly qualifiedType: string;
  readonly type: string;
  readonly name: string;
}

/** Splits a URN; a name may itself contain `::`. */
export function parseUrn(urn: string): UrnParts {
  const [prefix = "", project = "", qualifiedType = "", ...name] = urn.split("::");
  return {
    stack: prefix.slice("urn:pulumi:".length),
    project,
    qualifiedType,
    type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}

/** Builds a URN; the stack's type never becomes part of its children's types. */
export function createUrn(
  stack: string,
  project: string,
  parent: string | undefined,
  type: string,
  name: string,
): string {
  const parentType = parent === undefined ? STACK_TYPE : parseUrn(parent).qualifiedType;
  return createUrnBelow(stack, project, parentType, type, name);
}

/** Like `createUrn`, with the parent's qualified type instead of its URN. */
export function createUrnBelow(stack: string, project: string, parentType: string, type: string, name: string): string {
  const qualifiedType = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualifiedType}::${name}`;
}

/** `aws` for `aws:ec2/vpc:Vpc`; the provider's package for a provider's type. */
export function packageOfType(type: string): string {
  return type.split(":", 1)[0] ?? "";
}

/** True for `pulumi:providers:<package>`. */
export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_TYPE_PREFIX);
}

/** The type of the providers of a package. */
export function providerType(packageName: string): string {
  return `${PROVIDER_TYPE_PREFIX}${packageName}`;
}

/** The package that a provider serves, from a reference `urn::id`. */
export function packageOfProviderReference(reference: string): string {
  const { type } = parseUrn(reference);
  return isProviderType(type) ? type.slice(PROVIDER_TYPE_PREFIX.length) : "";
}
