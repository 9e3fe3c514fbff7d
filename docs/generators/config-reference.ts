import { configJsonSchema, type JsonSchema } from "./json-schema";

interface Row {
  readonly key: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** The config reference as Markdown: a section for each top-level key, a row for each key below it. */
export function configReference(): string {
  const schema = configJsonSchema();
  const sections = Object.entries(schema.properties ?? {}).map(([key, value]) => {
    const rows = rowsOf(`kiban:${key}`, value, schema.required?.includes(key) ?? false);
    return [`## kiban:${key}`, "", value.description ?? "", "", ...table(rows), ""].join("\n");
  });
  return [
    "# Configuration",
    "",
    "Generated from `stacks/schema` by `npm run generate`; do not edit.",
    "",
    "All keys stand under `config:` in `Pulumi.<stack>.yaml`. Only `kiban:cluster` is required. A key that is left out takes",
    "the preset of its environment (`stacks/presets.ts`). Set a nested key from the shell with",
    "`pulumi config set --path 'kiban:cluster.version' 1.36`, a secret with `--secret` in addition.",
    "",
    ...sections,
  ].join("\n");
}

function table(rows: readonly Row[]): string[] {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  return [
    "| key | type | required | what it is |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      (row) => `| \`${row.key}\` | ${cell(row.type)} | ${row.required ? "yes" : ""} | ${cell(row.description)} |`,
    ),
  ];
}

function rowsOf(key: string, schema: JsonSchema, required: boolean): Row[] {
  if (schema.oneOf !== undefined) return unionRows(key, schema.oneOf);
  const own: Row = { key, type: typeName(schema), required, description: schema.description ?? "" };
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, value]) =>
    rowsOf(`${key}.${name}`, value, schema.required?.includes(name) ?? false),
  );
  const items = schema.items?.properties === undefined ? [] : rowsOf(`${key}[]`, schema.items, false).slice(1);
  const isSection = !key.includes(".") && schema.properties !== undefined;
  return [...(isSection ? [] : [own]), ...below, ...items];
}

/** Keys of all options of a union; a key that only some have says which. */
function unionRows(key: string, options: readonly JsonSchema[]): Row[] {
  const named = options.map((option) => ({
    name: String(option.properties?.provider?.const),
    rows: rowsOf(key, { ...option, oneOf: undefined }, false),
  }));
  const providers = named.map(({ name }) => name);
  const merged = new Map<string, { row: Row; in: string[] }>();
  for (const { name, rows } of named) {
    for (const row of rows) {
      const before = merged.get(row.key);
      if (before === undefined) merged.set(row.key, { row, in: [name] });
      else before.in.push(name);
    }
  }
  return [...merged.values()].map(({ row, in: where }) => {
    if (row.key === `${key}.provider`) {
      return {
        ...row,
        type: providers.map((name) => `\`${name}\``).join(", "),
        description: "Where the cluster runs.",
      };
    }
    const only = where.length === providers.length ? "" : ` (${where.join(", ")} only)`;
    return { ...row, description: `${row.description}${only}` };
  });
}

function typeName(schema: JsonSchema): string {
  if (schema.secret === true) return "secret";
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeName).join(" or ");
  if (schema.type === "array") return `list of ${schema.items === undefined ? "values" : typeName(schema.items)}`;
  if (schema.type === "object") return "mapping";
  if (schema.type === "integer") return "whole number";
  if (schema.type === "boolean") return "true or false";
  return schema.type === "string" ? "text" : (schema.type ?? "any");
}
