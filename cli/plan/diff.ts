export type X = 1;
export function formatDiff(): string {
  return "";
}
export function isEmpty(): boolean {
  return true;
}
