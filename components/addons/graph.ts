import type { Addon } from "./contract";

/** Add-ons need each other in a circle, so that none can be first. */
export class CyclicNeedsError extends Error {
  constructor(readonly cycle: readonly string[]) {
    super(
      `Add-ons need each other in a circle: ${cycle.join(" -> ")}. ` +
        "Move the part that the circle does not need into an add-on of its own.",
    );
    this.name = "CyclicNeedsError";
  }
}

/** An add-on is on while one that it can't work without is off. */
export class MissingNeedError extends Error {
  constructor(
    readonly addon: string,
    readonly need: string,
  ) {
    super(`Add-on ${addon} needs ${need}, which is off. Turn ${need} on or ${addon} off.`);
    this.name = "MissingNeedError";
  }
}

function requirements(addon: Addon): readonly Addon[] {
  const all: readonly (Addon | undefined)[] = [...addon.needs, ...addon.uses];
  return all.map((other) => {
    // Two modules that import each other see the other's definition as undefined.
    if (other === undefined) throw new CyclicNeedsError([addon.name, "(a module that imports it)", addon.name]);
    return other;
  });
}

/**
 * Orders add-ons so that each comes after those that it needs or uses, and otherwise as given. Those that are off are
 * left out.
 *
 * @throws CyclicNeedsError where add-ons need each other in a circle, on or off.
 * @throws MissingNeedError where an add-on is on and one that it needs is off.
 */
export function installationOrder(addons: readonly Addon[], enabled: (addon: Addon) => boolean): readonly Addon[] {
  const ordered = new Set<Addon>();
  const visit = (addon: Addon, path: readonly Addon[]): void => {
    const start = path.indexOf(addon);
    if (start >= 0) throw new CyclicNeedsError([...path.slice(start), addon].map(({ name }) => name));
    if (ordered.has(addon)) return;
    for (const other of requirements(addon)) visit(other, [...path, addon]);
    ordered.add(addon);
  };
  for (const addon of addons) visit(addon, []);

  const active = [...ordered].filter(enabled);
  for (const addon of active) {
    const missing = addon.needs.find((need) => !enabled(need));
    if (missing) throw new MissingNeedError(addon.name, missing.name);
  }
  return active;
}
