import { pathToFileURL } from "node:url";
import { Resource } from "@pulumi/pulumi";
import { redactedDiagnostics } from "./build-plan";
import { EngineError } from "./errors";
import type { MonitorContext } from "./monitor/context";
import { projectSource } from "./monitor/source";

/** Collects what goes wrong while a program runs. */
export class Failures {
  private readonly seen = new Set<unknown>();
  private readonly errors: EngineError[] = [];
  private signal: () => void = () => undefined;
  /** Resolves at the first failure. */
  readonly first = new Promise<void>((resolve) => {
    this.signal = resolve;
  });

  constructor(private readonly context: MonitorContext) {}

  /** Adds a failure, once however often it is reported. */
  report(reason: unknown): void {
    if (this.seen.has(reason)) {
      return;
    }
    this.seen.add(reason);
    const error = this.describe(reason);
    // The SDK repeats the message of a failed registration in an error of its own.
    if (!this.errors.some((other) => error.message.includes(other.message))) {
      this.errors.push(error);
      this.signal();
    }
  }

  /** Adds a failure that another process describes: the SDK sends the error as text, with its stack. */
  reportText(text: string, urn: string | undefined): void {
    const [, thrown = text] = /failed with an unhandled exception:\n([\s\S]*)/.exec(text) ?? [];
    const [, message = thrown] =
      /^(?:<ref \*\d+> )?(?:Uncaught )?(?:\w*Error: )?([\s\S]*?)(?=\n\s+at |$)/.exec(thrown) ?? [];
    const error = new Error(message);
    error.stack = thrown;
    this.report(urn === undefined ? error : this.describe(error, urn));
  }

  /** True once something has gone wrong. */
  get any(): boolean {
    return this.errors.length > 0;
  }

  /** The first failure, with everything that was reported as its diagnostics. */
  summary(): EngineError {
    const { redactor } = this.context;
    const [first] = this.errors;
    const failed = this.errors.map(({ message, urn }) => ({
      severity: "error" as const,
      message: redactor.text(message),
      urn,
    }));
    return new EngineError(redactor.text(first?.message ?? "The program failed"), {
      ...(first?.urn === undefined ? {} : { urn: first.urn }),
      ...(first?.source === undefined ? {} : { source: first.source }),
      cause: first?.cause ?? first,
      diagnostics: [...failed, ...redactedDiagnostics(this.context)],
    });
  }

  private describe(reason: unknown, knownUrn?: string): EngineError {
    if (reason instanceof EngineError) {
      return reason;
    }
    const message = reason instanceof Error ? reason.message : String(reason);
    const places = reason instanceof Error ? this.places(reason) : [];
    const urn = knownUrn ?? this.urnOf(reason) ?? this.urnAt(places);
    return new EngineError(message, {
      cause: reason,
      ...(urn === undefined ? {} : { urn }),
      ...(places[0] === undefined ? {} : { source: places[0] }),
    });
  }

  /** `file:line` of the frames of an error that lie in the project, innermost first. */
  private places(error: Error): string[] {
    const frames = (error.stack ?? "").matchAll(
      /(?:\(|at (?:async )?)((?:file:|\/|[A-Za-z]:\\)[^()\n]*?):(\d+):\d+\)?$/gm,
    );
    const places: string[] = [];
    for (const [, file = "", line = ""] of frames) {
      const uri = file.startsWith("file:") ? file : pathToFileURL(file).href;
      const place = projectSource(uri, Number(line), this.context.settings.directory);
      if (place !== undefined) {
        places.push(place);
      }
    }
    return places;
  }

  /** The resource whose constructor was running: one that is made at one of the frames. */
  private urnAt(places: readonly string[]): string | undefined {
    const urns = new Map<string, string>();
    for (const entry of this.context.table.all()) {
      if (entry.source !== undefined) {
        urns.set(entry.source, entry.urn);
      }
    }
    return places.map((place) => urns.get(place)).find((urn) => urn !== undefined);
  }

  /** The SDK's ResourceError carries the resource that it is about. */
  private urnOf(reason: unknown): string | undefined {
    const resource: unknown = reason instanceof Error ? Reflect.get(reason, "resource") : undefined;
    if (!Resource.isInstance(resource)) {
      return undefined;
    }
    const name: unknown = Reflect.get(resource, "__name");
    const type: unknown = Reflect.get(resource, "__pulumiType");
    return [...this.context.table.all()].find((entry) => entry.name === name && entry.type === type)?.urn;
  }
}
