import { isProviderType, packageOfProviderReference, packageOfType } from "../urn";
import type { RegistrationRequest } from "./request";
import type { ResourceEntry } from "./table";

/** Fills in what a child takes from its parent when it says nothing itself. */
export function inheritFromParent(request: RegistrationRequest, parent: ResourceEntry): void {
  const { options } = request;
  if (options.getDeletedWith() === "") {
    options.setDeletedWith(parent.options.getDeletedWith());
  }
  const protect = parent.options.getProtect();
  if (!options.hasProtect() && parent.options.hasProtect() && protect !== undefined) {
    options.setProtect(protect);
  }
  const retainOnDelete = parent.options.getRetainOnDelete();
  if (!options.hasRetainOnDelete() && parent.options.hasRetainOnDelete() && retainOnDelete !== undefined) {
    options.setRetainOnDelete(retainOnDelete);
  }
  if (options.getProvider() === "" && inheritsProvider(request, parent.provider)) {
    options.setProvider(parent.provider);
  }
}

function inheritsProvider(request: RegistrationRequest, reference: string): boolean {
  const component = !request.custom && !request.remote;
  return component || (reference !== "" && packageOfProviderReference(reference) === packageOfType(request.type));
}

/**
 * The provider of a resource that needs one: its own, the one of its package in `providers`, then the one that its
 * parent has for the package. Empty where the default provider serves.
 */
export function chooseProvider(request: RegistrationRequest, parent: ResourceEntry | undefined): string {
  const own = request.options.getProvider();
  if (own !== "" || isProviderType(request.type)) {
    return own;
  }
  const name = packageOfType(request.type);
  return request.options.getProvidersMap().get(name) ?? parent?.providers.get(name) ?? "";
}

/** Providers for the children of a component: its own, then its parent's. */
export function providersForChildren(
  request: RegistrationRequest,
  parent: ResourceEntry | undefined,
): ReadonlyMap<string, string> {
  const providers = new Map(parent !== undefined && !parent.custom && !request.custom ? parent.providers : []);
  request.options.getProvidersMap().forEach((reference, name) => providers.set(name, reference));
  return providers;
}
