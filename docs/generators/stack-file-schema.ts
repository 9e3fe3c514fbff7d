import { configJsonSchema, type JsonSchema } from "./json-schema";

/** Schema of a whole `Pulumi.<stack>.yaml`, for completion and checks in editors. */
export function stackFileSchema(): JsonSchema {
  const config = configJsonSchema();
  const keys = Object.entries(config.properties ?? {}).map(([key, schema]) => [`kiban:${key}`, admitSecrets(schema)]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Stack of the Kiban platform",
    type: "object",
    required: ["config"],
    properties: {
      config: {
        type: "object",
        description: "Pulumi configuration; the platform reads the keys that begin with `kiban:`.",
        required: (config.required ?? []).map((key) => `kiban:${key}`),
        properties: Object.fromEntries(keys) as Record<string, JsonSchema>,
        patternProperties: { "^kiban:": false },
      },
    },
  };
}

/** A value that belongs in a Pulumi secret stands as `secure: <ciphertext>` in the file. */
function admitSecrets(schema: JsonSchema): JsonSchema {
  if (schema.secret === true) {
    return {
      description: schema.description ?? "",
      type: "object",
      required: ["secure"],
      properties: { secure: { type: "string", description: "Ciphertext, written by `pulumi config set --secret`." } },
      additionalProperties: false,
    };
  }
  const properties = Object.entries(schema.properties ?? {}).map(([key, value]) => [key, admitSecrets(value)]);
  return {
    ...schema,
    ...(schema.properties && { properties: Object.fromEntries(properties) as Record<string, JsonSchema> }),
    ...(schema.items && { items: admitSecrets(schema.items) }),
    ...(schema.oneOf && { oneOf: schema.oneOf.map(admitSecrets) }),
  };
}
