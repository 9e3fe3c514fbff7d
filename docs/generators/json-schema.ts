import * as z from "zod";
import { stackSchema } from "../../stacks/schema";

/** The part of JSON Schema that Zod writes for the stack's schema. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly secret?: boolean;
  readonly [keyword: string]: unknown;
}

/** All keys under `kiban:` as JSON Schema; what a user may leave out is not required. */
export function configJsonSchema(): JsonSchema {
  return z.toJSONSchema(stackSchema, { io: "input", target: "draft-7" }) as JsonSchema;
}
