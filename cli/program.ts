import { Command, Option } from "commander";
import { EXIT_CODE_WORDS } from "./exit-codes";
import { commonOptions } from "./options";
import type * as compareModule from "./commands/compare";
import type * as planModule from "./commands/plan";
import type * as renderModule from "./commands/render";

/* eslint-disable @typescript-eslint/no-require-imports -- the SDK loads only when a command runs, not for --help */

/** Describes all commands; each loads its own code only when it runs. */
export function createProgram(signal: AbortSignal): Command {
  const program = new Command("kiban")
    .description("Plans a platform on managed Kubernetes with no credentials, no network and no Pulumi CLI.")
    .addHelpText("after", `\nExit codes:\n${formatExitCodes()}`)
    .showHelpAfterError("(--help shows the options)")
    .exitOverride();
  for (const command of [planCommand(signal), renderCommand(signal), compareCommand(signal)]) {
    for (const option of commonOptions()) command.addOption(option);
    command.copyInheritedSettings(program);
    program.addCommand(command);
  }
  return program;
}

function planCommand(signal: AbortSignal): Command {
  return new Command("plan")
    .summary("show all that `pulumi up` would create")
    .description("Runs the program on the embedded engine and shows every resource that `pulumi up` would create.")
    .addOption(stackOption())
    .addOption(new Option("--unknowns", "leave open what only a cloud can know, as in a first preview"))
    .addOption(new Option("--isolated", "run the program in a process of its own, as pulumi does"))
    .addOption(new Option("--json", "print JSON in the shape of `pulumi preview --json`"))
    .addOption(
      new Option("--show <urn>", "show one resource: a URN, the end of one, or a name").conflicts(["json", "against"]),
    )
    .addOption(
      new Option("--critical-path", "show the longest chain of resources that wait for each other").conflicts([
        "json",
        "show",
        "against",
      ]),
    )
    .addOption(new Option("--save <file>", "save the plan, without secrets, for --against"))
    .addOption(new Option("--against <file>", "show what changes from a saved plan to this one"))
    .addOption(new Option("--exit-code", "with --against: exit with 3 when there are changes"))
    .action(async (options: planModule.PlanOptions) => {
      const { plan } = require("./commands/plan") as typeof planModule;
      await plan(options, signal);
    });
}

function renderCommand(signal: AbortSignal): Command {
  return new Command("render")
    .summary("write the Kubernetes objects of a stack, one file each")
    .description(
      "Writes the plan's Kubernetes objects and, where helm and the charts are at hand, those of its Helm releases.\n" +
        "helm is taken from KIBAN_HELM or PATH. Secrets are never written, a placeholder stands for each.",
    )
    .addOption(stackOption())
    .requiredOption(
      "--output <dir>",
      "folder to write; an earlier render there is replaced, a folder of others refused",
    )
    .action(async (options: renderModule.RenderOptions) => {
      const { render } = require("./commands/render") as typeof renderModule;
      await render(options, signal);
    });
}

function compareCommand(signal: AbortSignal): Command {
  return new Command("compare")
    .summary("show what changes between targets, and that nothing else does")
    .description(
      "Prints the table of what changes between the targets, computed from the plans, and checks that the objects of\n" +
        "the application and the tenants are the same on all of them but for the table's rows.",
    )
    .argument("[stack...]", "stacks to compare; without any, all that have a file here or in examples/")
    .addOption(new Option("--json", "print JSON").conflicts("markdown"))
    .addOption(new Option("--markdown", "print a Markdown table"))
    .action(async (stacks: string[], options: compareModule.CompareOptions) => {
      const { compare } = require("./commands/compare") as typeof compareModule;
      await compare(stacks, options, signal);
    });
}

function stackOption(): Option {
  return new Option(
    "-s, --stack <name>",
    "the stack, whose file is Pulumi.NAME.yaml or examples/Pulumi.NAME.yaml",
  ).default("dev");
}

function formatExitCodes(): string {
  return [...EXIT_CODE_WORDS].map(([code, words]) => `  ${String(code).padEnd(4)} ${words}`).join("\n");
}
