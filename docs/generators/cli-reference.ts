import type { Command } from "commander";
import { EXIT_CODE_WORDS } from "../../cli/exit-codes";
import { createProgram } from "../../cli/program";

/** The commands, their options and the exit codes as Markdown. */
export function cliReference(): string {
  const program = createProgram(new AbortController().signal);
  return [
    "# The `kiban` command",
    "",
    "Generated from `cli/program.ts` by `npm run generate`; do not edit.",
    "",
    program.description(),
    "Run it as `node bin/kiban.js`, as `npx kiban` in the project, or as `npm run plan` for `kiban plan`.",
    "",
    ...program.commands.flatMap(describeCommand),
    "## Exit codes",
    "",
    "| code | meaning |",
    "| --- | --- |",
    ...[...EXIT_CODE_WORDS].map(([code, words]) => `| ${code} | ${words} |`),
    "",
  ].join("\n");
}

function describeCommand(command: Command): string[] {
  return [
    `## kiban ${command.name()}`,
    "",
    `\`kiban ${command.name()} ${command.usage()}\``,
    "",
    command.description(),
    "",
    "| option | meaning |",
    "| --- | --- |",
    ...command.registeredArguments.map((argument) => `| \`${argument.name()}\` | ${argument.description} |`),
    ...command.options.map((option) => `| \`${option.flags}\` | ${option.description}${defaultOf(option)} |`),
    "",
  ];
}

function defaultOf(option: Command["options"][number]): string {
  if (option.defaultValue === undefined || typeof option.defaultValue === "boolean") return "";
  return `; default: ${option.defaultValueDescription ?? `\`${String(option.defaultValue)}\``}`;
}
