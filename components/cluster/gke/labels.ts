import type { Problem } from "../../../stacks/problem";

/** A label's key or value has at most so many characters. */
const MOST = 63;
/** Labels that one resource may have. */
const MOST_LABELS = 64;

/**
 * Tags as Google Cloud labels: lower case, with `-` for every character that a label may not have
 * (https://docs.cloud.google.com/resource-manager/docs/labels-overview#requirements).
 */
export function toLabels(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [toLabel(key), toLabel(value)]));
}

/** Tags that make no label: keys that become one, that begin with no letter, and what is too long. */
export function checkTags(tags: Readonly<Record<string, string>>): readonly Problem[] {
  const problems: Problem[] = [];
  const origin = new Map<string, string>();
  for (const [key, value] of Object.entries(tags)) {
    const path = ["tags", key];
    const label = toLabel(key);
    const earlier = origin.get(label);
    if (!/^[a-z]/.test(label)) {
      problems.push({
        path,
        message: `key \`${key}\` makes no Google Cloud label, since it does not begin with a letter`,
        remedy: "begin the key with a letter",
      });
    }
    if (key.length > MOST || value.length > MOST) {
      problems.push({
        path,
        message: `is longer than the ${MOST} characters of a Google Cloud label's key or value`,
        remedy: "shorten it",
      });
    }
    if (earlier !== undefined) {
      problems.push({
        path,
        message: `becomes the Google Cloud label \`${label}\`, as \`${earlier}\` does`,
        remedy: "rename one of the two",
      });
    }
    origin.set(label, key);
  }
  if (Object.keys(tags).length > MOST_LABELS) {
    problems.push({
      path: ["tags"],
      message: `has ${Object.keys(tags).length} keys, more than the ${MOST_LABELS} labels of a resource on Google Cloud`,
      remedy: `keep at most ${MOST_LABELS}`,
    });
  }
  return problems;
}

function toLabel(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9_-]/g, "-");
}
