/** Names of a region's availability zones, as virtual machines see them. */
export const ZONES: readonly string[] = ["1", "2", "3"];

/** The zones that a configuration asks for: the first `count`, or those it names. */
export function zoneNames(zones: number | readonly string[]): readonly string[] {
  return typeof zones === "number" ? ZONES.slice(0, zones) : zones;
}
